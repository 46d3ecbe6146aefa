import { MINUTE } from '../../../shared/model/instant.ts';
import { describe, expect, it } from 'vitest';
import { emptyAppData, type AppData } from '../../../electron/core/app-data.ts';
import { createCoreHarness, unasked, valueOf, window } from '../../fakes/core-harness.ts';

const lab = { name: 'lab', accounts: 3, rolesPerAccount: 2 };

/** What a first run left: one practice session. */
async function afterRestart() {
  const first = createCoreHarness();
  // Takes the first id, which the second run will give away once more.
  const gone = await first.addSession('gone');
  const sessionId = valueOf(await first.intents.sessions.addPractice(lab, window));
  valueOf(await first.intents.sessions.remove(gone, unasked, window));
  return { ...createCoreHarness({ files: first.files, settings: first.settings }), sessionId };
}

describe('the start with a practice session', () => {
  it('keeps a session that was added before the practice cloud was up', async () => {
    const { core, practice, addSession } = await afterRestart();
    let open: () => void = () => undefined;
    practice.opening = new Promise((resolve) => (open = resolve));
    const restored = core.restore();
    await addSession('new');
    open();
    await restored;
    expect(core.store.current().sessions.map(({ record }) => record.name)).toEqual(['lab', 'new']);
  });

  it('says on the session that its cloud could not be started', async () => {
    const { core, practice, session, sessionId } = await afterRestart();
    practice.blocked = true;
    await core.restore();
    expect(session(sessionId).phase).toEqual({
      state: 'signed-out',
      error: { code: 'practice.unavailable' },
    });
  });
});

it('a session that is removed leaves nothing of itself in what Latchkey keeps', async () => {
  const harness = createCoreHarness();
  const { intents, settings } = harness;
  harness.files.foreignWrite(
    harness.configFile,
    '[sso-session my-sso]\nsso_start_url = https://my-sso-portal.awsapps.com/start\nsso_region = us-east-1\n',
  );
  await harness.core.restore();
  const [sessionId] = valueOf(await intents.found.use(['my-sso'], window));
  if (sessionId === undefined) {
    throw new Error('nothing was used');
  }
  valueOf(await harness.signIn(sessionId));
  await harness.scheduler.advance(MINUTE);
  const role = { sessionId, accountId: '111122223333', roleName: 'ReadOnly' };
  valueOf(intents.favourites.set(role, true));
  valueOf(await intents.credentials.copyRole(role, 'env', null, window));
  const kept = () =>
    (Object.keys(emptyAppData) as (keyof AppData)[]).filter((key) =>
      JSON.stringify(settings.get(key)).includes(sessionId),
    );
  const before = kept();
  valueOf(await intents.sessions.remove(sessionId, { digest: null, confirmed: true }, window));
  await harness.scheduler.advance(MINUTE);
  expect([before.sort(), kept()]).toEqual([
    ['favourites', 'recents', 'sectionsSeen', 'sessions', 'signedInAt'],
    [],
  ]);
});

describe('a practice session of another partition', () => {
  it('plays its region again after a restart', async () => {
    const first = createCoreHarness();
    const sessionId = valueOf(
      await first.intents.sessions.addPractice({ ...lab, region: 'us-gov-west-1' }, window),
    );
    const second = createCoreHarness({ files: first.files, settings: first.settings });
    await second.core.restore();
    const record = second.core.store.current().sessions.find((one) => one.record.id === sessionId)?.record;
    expect(record).toMatchObject({
      region: 'us-gov-west-1',
      startUrl: expect.stringContaining('/us-gov-west-1/portal/') as string,
      endpoints: { sts: 'http://127.0.0.1:4711/us-gov-west-1/sts' },
    });
  });

  it('is refused where the region is none', async () => {
    const { intents } = createCoreHarness();
    const added = await intents.sessions.addPractice({ ...lab, region: 'us_gov_west' }, window);
    expect(added).toMatchObject({ ok: false, error: { code: 'input.region-invalid' } });
  });
});

describe('the end', () => {
  it('leaves no timer and no sign-in behind', async () => {
    const harness = createCoreHarness();
    await harness.core.restore();
    const waiting = await harness.addSession('waiting');
    const active = await harness.addSession('active');
    valueOf(await harness.signIn(active));
    await harness.scheduler.advance(10_000);
    const { outcome } = await harness.startSignIn(waiting);
    await harness.core.dispose();
    const ended = await outcome;
    expect([ended, harness.scheduler.pending()]).toMatchObject([
      { ok: false, error: { code: 'sign-in.cancelled' } },
      0,
    ]);
  });
});

describe('quitting', () => {
  it('lets a renewal under way write its rotated refresh token', async () => {
    const harness = createCoreHarness();
    const sessionId = await harness.addSession();
    valueOf(await harness.signIn(sessionId));
    const release = harness.provider.hold('refresh');
    await harness.scheduler.advance(45 * MINUTE);
    const quit = harness.core.dispose();
    release();
    await quit;
    const text = harness.files.textOf(harness.tokenFile('my-sso')) ?? '{}';
    const { refreshToken } = JSON.parse(text) as { refreshToken: string };
    expect([harness.provider.count('refresh'), refreshToken, harness.scheduler.pending()]).toEqual([
      1,
      'refresh-3',
      0,
    ]);
  });
});

describe('a new session', () => {
  it('leaves nothing behind where its practice cloud could not be started', async () => {
    const { intents, practice, settings } = createCoreHarness();
    practice.blocked = true;
    const added = await intents.sessions.addPractice(lab, window);
    expect([added, settings.get('practice').portals, settings.get('sessions')]).toEqual([
      { ok: false, error: { code: 'practice.unavailable' } },
      {},
      [],
    ]);
  });

  it('is the only one of its name, also when two are added at once', async () => {
    const { intents, settings } = createCoreHarness();
    const both = await Promise.all([
      intents.sessions.addPractice(lab, window),
      intents.sessions.addPractice(lab, window),
    ]);
    expect([
      both.map(({ ok }) => ok),
      settings.get('sessions').length,
      Object.keys(settings.get('practice').portals).length,
    ]).toEqual([[true, false], 1, 1]);
  });
});
