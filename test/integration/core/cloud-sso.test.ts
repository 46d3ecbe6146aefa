import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import type { SessionId } from '../../../shared/model/session.ts';
import { unasked, valueOf, window } from '../../fakes/core-harness.ts';
import { openPracticeBrowser } from '../../fixtures/practice-browser.ts';
import { startTestCloud, type TestCloud } from '../../fixtures/practice-cloud.ts';
import { startRealCore, type RealCore } from '../../fixtures/real-core.ts';

/** CloudSSO through the whole core: real sockets, real files, a person's browser at the practice cloud's pages. */

let practice: TestCloud;
beforeAll(async () => {
  practice = await startTestCloud({ now: () => Date.now() });
});
afterAll(() => practice[Symbol.asyncDispose]());

type Profile = Readonly<Record<string, string | number>>;

async function added(after?: RealCore) {
  const real = await startRealCore({ aliyun: practice.cloud, ...(after === undefined ? {} : { after }) });
  const { intents, store } = real.core;
  await real.core.restore();
  const known = store.current().sessions[0]?.record.id;
  const id: SessionId =
    known ??
    valueOf(await intents.aliyun.addPractice({ name: 'people', kind: 'cloud-sso', site: 'CN' }, window));
  const file = join(real.home, '.config/Latchkey/practice/home/.aliyun/config.json');
  const view = () => store.current().sessions.find(({ record }) => record.id === id);
  const stage = {
    real,
    intents,
    id,
    view,
    async profile(name: string): Promise<Profile> {
      const config = JSON.parse(await readFile(file, 'utf8')) as { profiles: Profile[] };
      return config.profiles.find((profile) => profile['name'] === name) ?? {};
    },
    path: file,
    /** Settles once the core says so. */
    until(condition: () => boolean): Promise<void> {
      return new Promise((resolve) => {
        const look = () => {
          if (condition()) {
            stop();
            resolve();
          }
        };
        const stop = intents.state.subscribe(look);
        look();
      });
    },
    /** A person compares the code and says yes or no. */
    async signIn(decision: 'allow' | 'deny' = 'allow') {
      return intents.signIn.start({ sessionId: id, openBrowser: true }, window, (progress) => {
        if (progress.event === 'code') {
          const browser = openPracticeBrowser();
          void browser.open(progress.completeUrl).then((page) => browser.submit(page, { decision }));
        }
      });
    },
    async roles() {
      return valueOf(await intents.catalog.roles(id, null, window));
    },
    save: async (name: string, role: { readonly accountId: string; readonly roleName: string }) =>
      valueOf(
        await intents.profiles.saveAliyun(
          {
            name,
            sessionId: id,
            delivery: 'native',
            accountId: role.accountId,
            roleName: role.roleName,
            region: 'cn-shanghai',
            language: 'en',
            makeCurrent: false,
          },
          unasked,
          window,
        ),
      ),
  };
  return stage;
}

async function staged() {
  const stage = await added();
  onTestFinished(() => stage.real[Symbol.asyncDispose]());
  return stage;
}

describe('CloudSSO of the practice cloud', () => {
  test('a person compares the code; accounts, credentials and who they are of come from the service', async () => {
    const { intents, view, signIn, roles, id, real, until } = await staged();
    valueOf(await signIn());
    expect(real.opened).toEqual([]);
    expect(view()?.phase).toMatchObject({ state: 'active', renewable: false });
    const rows = await roles();
    expect(new Set(rows.map(({ accountId }) => accountId)).size).toBe(24);
    const [row] = rows;
    const role = { sessionId: id, accountId: row?.accountId ?? '', roleName: row?.roleName ?? '' };
    const keys = valueOf(await intents.credentials.ofRole(role, window));
    expect(keys.accessKeyId).toMatch(/^STS\./);
    await until(() => intents.state.current().identities[id] !== undefined);
    expect(intents.state.current().identities[id]).toEqual({ state: 'confirmed', name: 'alice' });
  });

  test('a no at the page is a no here', async () => {
    const { signIn, view } = await staged();
    expect(await signIn('deny')).toMatchObject({ ok: false, error: { code: 'sign-in.denied' } });
    expect(view()?.phase).toMatchObject({ state: 'signed-out', error: { code: 'sign-in.denied' } });
  });

  test('native profiles get what the CLI needs, each its own configuration, and one token together', async () => {
    const { signIn, roles, save, profile } = await staged();
    valueOf(await signIn());
    const [first, second] = (await roles()).filter(({ roleName }) => roleName !== 'Billing');
    if (first === undefined || second === undefined) throw new Error('no roles');
    await save('one', first);
    await save('two', second);
    const [one, two] = [await profile('one'), await profile('two')];
    expect(one).toMatchObject({
      mode: 'CloudSSO',
      region_id: 'cn-shanghai',
      output_format: 'json',
      language: 'en',
      cloud_sso_account_id: first.accountId,
      cloud_sso_access_config: expect.stringMatching(/^ac-00/) as string,
      access_token: two['access_token'] ?? 'none',
      cloud_sso_access_token_expire: two['cloud_sso_access_token_expire'] ?? 0,
    });
    expect(one['cloud_sso_access_config']).not.toBe(two['cloud_sso_access_config']);

    // What the CLI does with it: nothing but the profile.
    const answer = await fetch(new URL('/cloud-credentials', String(one['cloud_sso_sign_in_url'])), {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${String(one['access_token'])}` },
      body: JSON.stringify({
        AccountId: one['cloud_sso_account_id'],
        AccessConfigurationId: one['cloud_sso_access_config'],
      }),
    });
    expect(answer.status).toBe(200);

    valueOf(await signIn());
    const [again, other] = [await profile('one'), await profile('two')];
    expect(again['access_token']).not.toBe(one['access_token']);
    expect(other['access_token']).toBe(again['access_token']);
  });

  test('after a restart the token of a profile is taken up, and the listing with it', async () => {
    const first = await added();
    valueOf(await first.signIn());
    const [role] = await first.roles();
    if (role === undefined) throw new Error('no roles');
    await first.save('kept', role);
    await first.real.core.dispose();
    const next = await added(first.real);
    onTestFinished(() => next.real[Symbol.asyncDispose]());
    expect(next.view()?.phase.state).toBe('active');
    const keys = await next.intents.credentials.ofRole(
      { sessionId: next.id, accountId: role.accountId, roleName: role.roleName },
      window,
    );
    expect(keys.ok).toBe(true);
  });

  test('a token that the CLI writes into one profile of ours shows within a second and reaches the others', async () => {
    const { signIn, roles, save, profile, path, until, view, intents } = await staged();
    valueOf(await signIn());
    const [first, second] = await roles();
    if (first === undefined || second === undefined) throw new Error('no roles');
    await save('one', first);
    await save('two', second);
    valueOf(await intents.signIn.signOut(view()?.record.id ?? ('' as SessionId), window));
    expect(Object.keys(await profile('one'))).not.toContain('access_token');
    const text = await readFile(path, 'utf8');
    const config = JSON.parse(text) as { profiles: Record<string, string | number>[] };
    const end = Math.floor(Date.now() / 1000) + 3000;
    for (const each of config.profiles) {
      if (each['name'] === 'two') {
        Object.assign(each, { access_token: 'by-the-cli', cloud_sso_access_token_expire: end });
      }
    }
    await writeFile(path, JSON.stringify(config, null, '\t'));
    await until(() => view()?.phase.state === 'active');
    expect(view()?.phase).toMatchObject({ accessTokenExpiresAt: end * 1000 });
    await expect.poll(async () => (await profile('one'))['access_token']).toBe('by-the-cli');
  });

  test('the sign-out takes token and keys from every profile and leaves the rest', async () => {
    const { signIn, roles, save, profile, intents, id } = await staged();
    valueOf(await signIn());
    const [role] = await roles();
    if (role === undefined) throw new Error('no roles');
    await save('one', role);
    const report = valueOf(await intents.signIn.signOut(id, window));
    expect(report.endsOtherTools).toBe(true);
    const left = await profile('one');
    expect(Object.keys(left)).toEqual([
      'name',
      'mode',
      'region_id',
      'output_format',
      'language',
      'cloud_sso_sign_in_url',
      'cloud_sso_access_config',
      'cloud_sso_account_id',
    ]);
  });
});
