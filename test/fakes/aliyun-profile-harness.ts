import { readAliyunConfig } from '../../shared/config-files/aliyun/aliyun-config.ts';
import { planAliyunEdits, type AliyunEdit } from '../../shared/config-files/aliyun/aliyun-edits.ts';
import type { AliyunProfileInput } from '../../shared/model/aliyun-profile.ts';
import { SECOND } from '../../shared/model/instant.ts';
import { createCoreHarness, unasked, valueOf, window } from './core-harness.ts';

export const aliyunConfig = '/home/user/.aliyun/config.json';

/** The core with an OAuth session `work`, signed in unless that is not wanted, and its `config.json`. */
export async function aliyunHarness({
  signedIn = true,
  ...options
}: Parameters<typeof createCoreHarness>[0] & { readonly signedIn?: boolean } = {}) {
  const harness = createCoreHarness(options);
  const { intents, files, core, scheduler } = harness;
  await core.restore();
  const known = core.store.current().sessions[0]?.record.id;
  const sessionId =
    known ??
    valueOf(await intents.aliyun.addOAuth({ name: 'work', site: 'CN', region: 'cn-hangzhou' }, window));
  if (signedIn) {
    valueOf(await harness.signIn(sessionId));
    await scheduler.advance(SECOND);
  }

  const config = () => valueOf(readAliyunConfig(files.textOf(aliyunConfig)));
  const input = (changes: Partial<AliyunProfileInput> = {}): AliyunProfileInput => ({
    name: 'tools',
    sessionId,
    delivery: 'static',
    accountId: null,
    roleName: null,
    region: 'cn-beijing',
    language: null,
    makeCurrent: false,
    ...changes,
  });

  return Object.assign(harness, {
    sessionId,
    input,
    config,
    names: () => config().profiles.map(({ name }) => name),
    fields: (name: string): Record<string, unknown> =>
      Object.fromEntries(config().profiles.find((profile) => profile.name === name)?.values ?? []),
    save: (changes: Partial<AliyunProfileInput> = {}) =>
      intents.profiles.saveAliyun(input(changes), unasked, window),
    row: async (name: string) =>
      (await intents.profiles.all(window)).rows.find((row) => row.cloud === 'aliyun' && row.name === name),

    /** Somebody else writes the file. */
    async foreign(edits: readonly AliyunEdit[]): Promise<void> {
      const planned = valueOf(planAliyunEdits(files.textOf(aliyunConfig), edits));
      files.foreignWrite(aliyunConfig, planned.text);
      await scheduler.advance(SECOND);
    },

    /** The file as it is rewritten by a tool that knows some keys only. */
    async rewrite(keep: (key: string) => boolean): Promise<void> {
      const { current, profiles } = JSON.parse(files.textOf(aliyunConfig) ?? '{}') as {
        current: string;
        profiles: Record<string, unknown>[];
      };
      const kept = profiles.map((profile) =>
        Object.fromEntries(Object.entries(profile).filter(([key]) => keep(key))),
      );
      files.foreignWrite(aliyunConfig, JSON.stringify({ current, profiles: kept }, null, 4));
      await scheduler.advance(SECOND);
    },
  });
}
