import { describe, expect, test } from 'vitest';
import type { SessionRecord } from '../../../shared/model/session.ts';
import { createCoreHarness, valueOf, window } from '../../fakes/core-harness.ts';

const role = (sessionId: SessionRecord['id']) =>
  ({
    type: 'role',
    role: { sessionId, accountId: '111122223333', roleName: 'ReadOnly' },
  }) as const;

/** A session whose start URL is no portal's own address. */
async function withIssuer(
  region = 'us-east-1',
  startUrl = 'https://identitycenter.amazonaws.com/ssoins-1234567890abcdef',
) {
  const harness = createCoreHarness();
  const sessionId = valueOf(
    await harness.intents.sessions.addAws({ name: 'my-sso', startUrl, region, scopes: null }, window),
  );
  return { harness, sessionId };
}

describe('opening the console of a role', () => {
  test('goes through the portal’s own link, without credentials and without a sign-in', async () => {
    const harness = createCoreHarness();
    const sessionId = await harness.addSession();
    const opened = await harness.intents.console.open(role(sessionId), {}, window);
    expect(opened).toEqual({ ok: true, value: { way: 'portal', outcome: 'opened', link: null } });
    expect(harness.opened).toEqual([
      'https://my-sso-portal.awsapps.com/start/#/console?account_id=111122223333&role_name=ReadOnly',
    ]);
    expect(harness.provider.count('roleCredentials')).toBe(0);
  });

  test('at a service in a region names its page in the link', async () => {
    const harness = createCoreHarness();
    const sessionId = await harness.addSession();
    await harness.intents.console.open(role(sessionId), { service: 'cfn', region: 'eu-west-1' }, window);
    expect(
      new URLSearchParams(new URL(harness.opened[0]!).hash.slice('#/console?'.length)).get('destination'),
    ).toBe('https://eu-west-1.console.aws.amazon.com/cloudformation/home?region=eu-west-1');
  });

  test('at a page elsewhere is refused, and nothing is opened', async () => {
    const harness = createCoreHarness();
    const sessionId = await harness.addSession();
    const refused = await harness.intents.console.open(
      role(sessionId),
      { destination: 'https://evil.example/' },
      window,
    );
    expect(refused).toMatchObject({ ok: false, error: { code: 'console.page-refused' } });
    expect(harness.opened).toEqual([]);
  });

  test('opens the browser of the session, or another one for once', async () => {
    const harness = createCoreHarness();
    const sessionId = await harness.addSession();
    harness.browser.present = [
      { id: 'firefox', name: 'Firefox', privateWindow: true, profiles: [{ id: 'work', name: 'Work' }] },
    ];
    const own = { type: 'installed', id: 'firefox', privateWindow: false, profile: 'work' } as const;
    const once = { ...own, privateWindow: true, profile: null };
    valueOf(await harness.intents.browsers.choose(sessionId, own));
    valueOf(await harness.intents.console.open(role(sessionId), {}, window));
    valueOf(await harness.intents.console.open(role(sessionId), { browser: once }, window));
    expect(harness.browser.opened.map(({ choice }) => choice)).toEqual([own, once]);
  });

  test('makes the role a recent one', async () => {
    const harness = createCoreHarness();
    const sessionId = await harness.addSession();
    await harness.intents.console.open(role(sessionId), {}, window);
    expect(harness.core.store.current().recents).toMatchObject([{ roleName: 'ReadOnly' }]);
  });

  test('printed, the link comes back and no browser opens', async () => {
    const harness = createCoreHarness();
    const sessionId = await harness.addSession();
    const printed = valueOf(await harness.intents.console.open(role(sessionId), { print: true }, window));
    expect(printed).toMatchObject({ way: 'portal', outcome: 'printed' });
    expect(printed.link).toContain('/start/#/console?');
    expect(harness.opened).toEqual([]);
  });

  test('of a session whose links are only copied is copied, and not opened', async () => {
    const harness = createCoreHarness();
    const sessionId = await harness.addSession();
    const choice = { type: 'link-only' } as const;
    const copied = valueOf(await harness.intents.console.open(role(sessionId), { browser: choice }, window));
    expect(copied).toEqual({ way: 'portal', outcome: 'copied', link: null });
    expect(harness.opened).toEqual([]);
    expect(harness.copied).toMatchObject([{ sensitive: false }]);
    expect(harness.copied[0]?.text).toContain('#/console?');
  });

  test('on a substitute Electron, of a session elsewhere, is refused', async () => {
    const harness = createCoreHarness({ runtime: 'fallback' });
    const sessionId = await harness.addSession();
    expect(await harness.intents.console.open(role(sessionId), {}, window)).toMatchObject({
      ok: false,
      error: { code: 'runtime.practice-only' },
    });
    expect(harness.opened).toEqual([]);
  });
});

describe('a portal without an address of its own', () => {
  test('is passed by with the role’s credentials, which only the sign-in host sees', async () => {
    const { harness, sessionId } = await withIssuer();
    await harness.signIn(sessionId);
    const before = harness.opened.length;
    const opened = await harness.intents.console.open(role(sessionId), { service: 'ec2' }, window);
    expect(opened).toEqual({ ok: true, value: { way: 'federation', outcome: 'opened', link: null } });
    expect(harness.opened[before]).toMatch(/^https:\/\/signin\.aws\.amazon\.com\/federation\?Action=login/);
    expect(harness.provider.count('roleCredentials')).toBe(1);
    expect(JSON.stringify(harness.log.entries)).not.toContain('canary-signin-token');
    expect(JSON.stringify(harness.core.store.current())).not.toContain('canary-signin-token');
  });

  test('needs a sign-in for that, and says so', async () => {
    const { harness, sessionId } = await withIssuer();
    expect(await harness.intents.console.open(role(sessionId), {}, window)).toMatchObject({
      ok: false,
      error: { code: 'sign-in.required' },
    });
  });

  test('copied instead of opened, the link is handled as a secret', async () => {
    const { harness, sessionId } = await withIssuer();
    await harness.signIn(sessionId);
    const choice = { type: 'link-only' } as const;
    expect(
      valueOf(await harness.intents.console.open(role(sessionId), { browser: choice }, window)),
    ).toMatchObject({
      way: 'federation',
      outcome: 'copied',
    });
    expect(harness.copied).toMatchObject([{ sensitive: true }]);
  });
});

describe('opening the console of a profile', () => {
  async function withProfile(region: string | null) {
    const harness = createCoreHarness();
    const sessionId = await harness.addSession();
    await harness.signIn(sessionId);
    valueOf(
      await harness.intents.profiles.save(
        { ...role(sessionId).role, name: 'dev', region, output: null },
        null,
        window,
      ),
    );
    return harness;
  }
  const destinationOf = (url: string | undefined) =>
    new URLSearchParams(new URL(url ?? '').hash.slice('#/console?'.length)).get('destination');

  test('opens it in the profile’s region', async () => {
    const harness = await withProfile('eu-west-1');
    valueOf(await harness.intents.console.open({ type: 'profile', name: 'dev' }, {}, window));
    expect(destinationOf(harness.opened.at(-1))).toBe(
      'https://eu-west-1.console.aws.amazon.com/console/home?region=eu-west-1',
    );
  });

  test('a whole address keeps the region that it has', async () => {
    const harness = await withProfile('eu-west-1');
    const destination = 'https://us-west-2.console.aws.amazon.com/ec2/home?region=us-west-2';
    valueOf(await harness.intents.console.open({ type: 'profile', name: 'dev' }, { destination }, window));
    expect(destinationOf(harness.opened.at(-1))).toBe(destination);
  });

  test('of another partition’s region leaves the region to the console', async () => {
    const harness = await withProfile('cn-north-1');
    valueOf(await harness.intents.console.open({ type: 'profile', name: 'dev' }, {}, window));
    expect(destinationOf(harness.opened.at(-1))).toBeNull();
  });

  test('that names no role of a session here is refused with its name', async () => {
    const harness = createCoreHarness();
    await harness.addSession();
    harness.files.foreignWrite('/home/user/.aws/config', '[profile other]\nregion = eu-west-1\n');
    expect(await harness.intents.console.open({ type: 'profile', name: 'other' }, {}, window)).toMatchObject({
      ok: false,
      error: { code: 'console.profile-without-role', params: { name: 'other' } },
    });
  });
});
