import { describe, expect, it } from 'vitest';
import { createHandlers } from '../../../electron/ipc/handlers.ts';
import { appError } from '../../../shared/model/app-error.ts';
import { instant } from '../../../shared/model/instant.ts';
import { err, ok } from '../../../shared/model/result.ts';
import { aSession, aState, idOf } from '../../fakes/app-state-builders.ts';
import { createFakeIntents } from '../../fakes/fake-intents.ts';
import { createFakeLog } from '../../fakes/fake-log.ts';

function setUp() {
  const intents = createFakeIntents(aState({ sessions: [aSession('my-sso')] }));
  const log = createFakeLog();
  const copied: string[] = [];
  const handlers = createHandlers(intents, {
    copyText: async (text) => {
      copied.push(text);
      return ok(undefined);
    },
    log,
  });
  return { intents, handlers, log, copied };
}

const role = { sessionId: idOf('my-sso'), accountId: '111122223333', roleName: 'Admin' };

describe('the calls of the window', () => {
  it('copying credentials gives their end and no key', async () => {
    const { handlers, intents } = setUp();
    const reply = await handlers.credentials.copy({ ...role, format: 'fish' });
    expect({ reply, calls: intents.calls }).toEqual({
      reply: { ok: true, value: { expiresAt: instant(0) } },
      calls: [{ intent: 'credentials.copyRole', input: [role, 'fish', null], origin: 'window' }],
    });
  });

  it('starting a sign-in answers at once, however long it takes', async () => {
    const { handlers, intents } = setUp();
    intents.answer('signIn.start', () => new Promise(() => undefined));
    expect(await handlers.signIn.start({ sessionId: idOf('my-sso') })).toEqual({
      ok: true,
      value: { done: true },
    });
  });

  it('starting a sign-in of a session that is gone says so', async () => {
    const { handlers, intents } = setUp();
    const reply = await handlers.signIn.start({ sessionId: idOf('other') });
    expect({ reply, calls: intents.calls }).toEqual({
      reply: { ok: false, error: { code: 'input.session-unknown' } },
      calls: [],
    });
  });

  it('a bug in a sign-in is logged and stays inside', async () => {
    const { handlers, intents, log } = setUp();
    intents.answer('signIn.start', () => Promise.reject(new TypeError('canary-secret')));
    await handlers.signIn.start({ sessionId: idOf('my-sso') });
    await new Promise((resolve) => setImmediate(resolve));
    expect(log.entries).toEqual([
      { level: 'error', event: 'ipc.sign-in-threw', fields: { cause: 'TypeError' } },
    ]);
  });

  it('an error of an intent passes through by code', async () => {
    const { handlers, intents } = setUp();
    intents.answer('profiles.undo', err(appError('config.nothing-to-undo')));
    expect(await handlers.profiles.undo({ digest: null, confirmed: false })).toEqual({
      ok: false,
      error: { code: 'config.nothing-to-undo' },
    });
  });

  it('the state is the whole snapshot', async () => {
    const { handlers, intents } = setUp();
    expect(await handlers.state.current({})).toEqual({ ok: true, value: intents.state.current() });
  });

  it('a change of a session with very many profiles comes in a bearable size', async () => {
    const { handlers, intents } = setUp();
    const diff = Array.from({ length: 12_000 }, (_, line) => ({ type: 'remove' as const, text: `${line}` }));
    const file = '/home/user/.aws/config';
    const change = { file, diff, files: [{ file, diff }], digest: 'd', warnings: [], asks: [] };
    intents.answer('sessions.previewRemoval', ok(change));
    intents.answer('sessions.previewRename', ok(change));
    intents.answer('sessions.rename', ok(change));
    intents.answer('sessionSettings.previewEdit', ok({ files: change, signsOut: true }));
    intents.answer('sessionSettings.edit', ok({ files: change, signsOut: true }));
    const sessionId = idOf('my-sso');
    const named = { sessionId, newName: 'work' };
    const edited = { sessionId, changes: { region: 'eu-west-1' } };
    const consent = { digest: 'd', confirmed: true };
    const capped = { diff: diff.slice(0, 500), files: [{ file, diff: diff.slice(0, 500), left: 11_500 }] };
    expect([
      await handlers.sessions.previewRemoval({ sessionId }),
      await handlers.sessions.previewRename(named),
      await handlers.sessions.rename({ ...named, ...consent }),
      await handlers.sessionSettings.previewEdit(edited),
      await handlers.sessionSettings.edit({ ...edited, ...consent, signOut: true }),
    ]).toMatchObject([
      { value: capped },
      { value: capped },
      { value: capped },
      { value: { files: capped, signsOut: true } },
      { value: { files: capped, signsOut: true } },
    ]);
  });

  it('text that the window shows is copied as it is', async () => {
    const { handlers, copied } = setUp();
    await handlers.app.copyText({ text: 'aws s3 ls --profile prod' });
    expect(copied).toEqual(['aws s3 ls --profile prod']);
  });
});
