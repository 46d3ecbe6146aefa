import { describe, expect, test } from 'vitest';
import { usualNetwork } from '../../../shared/model/network.ts';
import type { BrowserChoice, SessionId } from '../../../shared/model/session.ts';
import { createCoreHarness, valueOf, window } from '../../fakes/core-harness.ts';
import { createFakeSettings } from '../../fakes/fake-settings.ts';

const failure = (code: string) => ({ ok: false, error: { code } });

describe('the settings of the network', () => {
  test('are kept and shown', async () => {
    const settings = createFakeSettings();
    const { intents, files } = createCoreHarness({ settings });
    files.foreignWrite('/home/user/ca.pem', '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n');
    const given = {
      proxyUrl: 'proxy.example:8080',
      noProxy: '.corp.example, 10.0.0.0/8',
      caBundle: '~/ca.pem',
    };
    valueOf(await intents.network.change(given));
    const kept = { ...given, proxyUrl: 'http://proxy.example:8080', caBundle: '/home/user/ca.pem' };
    expect(settings.get('preferences').network).toEqual(kept);
    expect(intents.state.current().preferences.network).toEqual(kept);
    valueOf(await intents.network.change(usualNetwork));
    expect(settings.get('preferences').network).toEqual(usualNetwork);
  });

  test.each([
    [{ proxyUrl: 'socks5://proxy.example:1' }, 'input.proxy-invalid'],
    [{ proxyUrl: 'http://kim:secret@proxy.example:1' }, 'input.proxy-password'],
    [{ proxyUrl: 'http://kim@proxy.example:1' }, 'input.proxy-password'],
    [{ noProxy: 'http://corp.example' }, 'input.no-proxy-invalid'],
    [{ caBundle: 'ca.pem' }, 'input.ca-bundle-invalid'],
    [{ caBundle: '/home/user/missing.pem' }, 'input.ca-bundle-invalid'],
    [{ caBundle: '/home/user/notes.txt' }, 'input.ca-bundle-invalid'],
  ])('that cannot be used are refused, and nothing changes: %j', async (change, code) => {
    const { intents, files } = createCoreHarness();
    files.foreignWrite('/home/user/notes.txt', 'nothing');
    const before = { ...usualNetwork, noProxy: 'corp.example' };
    valueOf(await intents.network.change(before));
    expect(await intents.network.change({ ...before, ...change })).toMatchObject(failure(code));
    expect(intents.state.current().preferences.network).toEqual(before);
  });

  test('stand beside what the environment says, its password masked', () => {
    const { intents } = createCoreHarness({
      environment: { HTTPS_PROXY: 'http://kim:secret@proxy.example:8080', NO_PROXY: 'corp.example' },
    });
    expect(intents.state.current().networkEnvironment).toEqual({
      proxyUrl: 'http://•••@proxy.example:8080',
      noProxy: 'corp.example',
      caBundle: null,
    });
  });
});

describe('the browser of a session', () => {
  const firefox = { id: 'firefox', name: 'Firefox', privateWindow: true, profiles: [] };
  const falkon = { id: 'falkon', name: 'Falkon', privateWindow: false, profiles: [] };
  const inFirefox: BrowserChoice = {
    type: 'installed',
    id: 'firefox',
    privateWindow: true,
    profile: null,
  };

  async function stage(choice: BrowserChoice | null = null) {
    const harness = createCoreHarness();
    harness.browser.present = [firefox, falkon];
    const sessionId = await harness.addSession();
    if (choice !== null) {
      valueOf(await harness.intents.browsers.choose(sessionId, choice));
    }
    return { harness, sessionId };
  }

  const choiceOf = (on: Awaited<ReturnType<typeof stage>>) => on.harness.session(on.sessionId).record.browser;

  test('is kept, and gets the page of its sign-ins', async () => {
    const on = await stage(inFirefox);
    expect([choiceOf(on), on.harness.settings.get('sessions')[0]?.browser]).toEqual([inFirefox, inFirefox]);
    await on.harness.startSignIn(on.sessionId);
    expect(on.harness.browser.opened.map(({ choice }) => choice)).toEqual([inFirefox]);
    valueOf(await on.harness.intents.signIn.openLink(on.sessionId));
    expect(on.harness.browser.opened.map(({ choice }) => choice)).toEqual([inFirefox, inFirefox]);
  });

  test.each<[BrowserChoice, string]>([
    [{ ...inFirefox, id: 'opera' }, 'browser.missing'],
    [{ ...inFirefox, id: 'falkon' }, 'browser.no-private-window'],
    [{ ...inFirefox, profile: 'Work' }, 'browser.profile-unknown'],
  ])('is refused where it cannot be had: %j', async (choice, code) => {
    const on = await stage();
    const refused = await on.harness.intents.browsers.choose(on.sessionId, choice);
    expect([refused, choiceOf(on)]).toMatchObject([failure(code), { type: 'default' }]);
  });

  test('that has gone leaves the sign-in waiting, says so, and the default one can be taken', async () => {
    const on = await stage(inFirefox);
    on.harness.browser.present = [];
    const told: unknown[] = [];
    void on.harness.intents.signIn.start({ sessionId: on.sessionId, openBrowser: true }, window, (event) => {
      told.push(event);
    });
    while (on.harness.listener.sessions.length === 0) await on.harness.scheduler.advance(1);
    await on.harness.scheduler.advance(1);
    expect(on.harness.session(on.sessionId).phase).toMatchObject({
      state: 'signing-in',
      step: 'approval',
      browserProblem: { code: 'browser.missing', params: { browser: 'firefox' } },
    });
    expect(told).toContainEqual({
      event: 'browser-unavailable',
      error: { code: 'browser.missing', params: { browser: 'firefox' } },
    });
    valueOf(await on.harness.intents.signIn.openLink(on.sessionId, { inDefaultBrowser: true }));
    expect(on.harness.browser.opened.map(({ choice }) => choice)).toEqual([null]);
  });

  test('"link only" opens nothing by itself; the link can be copied', async () => {
    const on = await stage({ type: 'link-only' });
    await on.harness.startSignIn(on.sessionId);
    expect(on.harness.opened).toEqual([]);
    valueOf(await on.harness.intents.signIn.copyLink(on.sessionId));
    expect(on.harness.copied).toMatchObject([{ text: expect.stringContaining('/authorize?') as string }]);
  });

  test('of a session that is gone cannot be chosen', async () => {
    const on = await stage();
    expect(
      await on.harness.intents.browsers.choose('0000000000000000' as SessionId, inFirefox),
    ).toMatchObject(failure('input.session-unknown'));
  });
});
