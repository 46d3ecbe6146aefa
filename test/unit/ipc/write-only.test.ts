import { describe, expect, it } from 'vitest';
import { createHandlers } from '../../../electron/ipc/handlers.ts';
import { createRouter } from '../../../electron/ipc/router.ts';
import { createCoreHarness } from '../../fakes/core-harness.ts';
import { createFakeIpcMain, knownWindow } from '../../fakes/fake-ipc-main.ts';
import { ok } from '../../../shared/model/result.ts';

/** The window of a whole core: calls in, answers and log out. */
function setUp() {
  const harness = createCoreHarness();
  const ipcMain = createFakeIpcMain();
  createRouter({
    ipcMain,
    handlers: createHandlers(harness.intents, { copyText: async () => ok(undefined), log: harness.log }),
    isKnownSender: (id) => id === knownWindow,
    log: harness.log,
    monotonic: () => harness.clock.monotonic(),
    checkResults: true,
  });
  return { harness, call: (name: string, args: unknown) => ipcMain.invoke(`app/${name}`, [args]) };
}

const keys = {
  accessKeyId: 'STS.canary-id',
  accessKeySecret: 'canary-secret',
  securityToken: 'canary-token',
};
const text = Object.entries({ ACCESS_KEY_ID: keys.accessKeyId, ACCESS_KEY_SECRET: keys.accessKeySecret })
  .map(([name, value]) => `export ALIBABA_CLOUD_${name}=${value}`)
  .join('\n');

describe('the write-only channel for secrets (security.md §0.3)', () => {
  it('takes keys of a form and gives none back, nor into state or log', async () => {
    const { harness, call } = setUp();
    const source = { type: 'fields', ...keys };
    const answers = [
      await call('aliyun.previewPaste', { source }),
      await call('aliyun.addStsToken', { name: 'pasted', region: 'cn-hangzhou', source }),
      await call('aliyun.addStsToken', { name: 'pasted', region: 'cn-hangzhou', source }),
      await call('state.current', {}),
    ];
    expect(answers[1]).toMatchObject({ ok: true });
    expect(harness.files.textOf('/home/user/.aliyun/config.json')).toContain('canary-secret');
    expect(JSON.stringify([answers, harness.log.entries])).not.toMatch(/canary-(?:id|secret|token)/);
  });

  it('refuses what is incomplete without saying what was there', async () => {
    const { harness, call } = setUp();
    const answer = await call('aliyun.addStsToken', {
      name: 'pasted',
      region: 'cn-hangzhou',
      source: { type: 'text', text },
    });
    expect(answer).toMatchObject({ ok: false, error: { code: 'paste.incomplete' } });
    expect(JSON.stringify([answer, harness.log.entries])).not.toContain('canary');
  });

  it('takes a pasted address, right or wrong, and keeps its code to itself', async () => {
    const { harness, call } = setUp();
    const added = await harness.intents.aliyun.addOAuth(
      { name: 'acme-cn', site: 'CN', region: 'cn-hangzhou' },
      { origin: 'window' },
    );
    const sessionId = added.ok ? added.value : null;
    const { outcome, loopback } = await harness.startSignIn(sessionId!);
    const address = (state: string) => `${loopback.redirectUri}?code=canary-code&state=${state}`;
    const wrong = await call('signIn.pasteCallback', { sessionId, address: address('other') });
    const right = await call('signIn.pasteCallback', { sessionId, address: address(loopback.options.state) });
    expect([(await outcome).ok, wrong, right]).toMatchObject([
      true,
      { ok: false, error: { code: 'paste.other-sign-in' } },
      { ok: true },
    ]);
    expect(
      JSON.stringify([wrong, right, await call('state.current', {}), harness.log.entries]),
    ).not.toContain('canary-code');
  });
});
