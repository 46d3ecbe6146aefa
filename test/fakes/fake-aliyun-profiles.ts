import type { Envelope, Handlers } from '../../shared/ipc/types.ts';
import type { AliyunProfileInput } from '../../shared/model/aliyun-profile.ts';
import { appError } from '../../shared/model/app-error.ts';
import type { AppState } from '../../shared/model/app-state.ts';
import type { ChangePreview, DiffLine, ProfileRow } from '../../shared/model/profile.ts';
import { aProfile } from './window-fixtures.ts';

interface ProfileWorld {
  readonly state: () => AppState;
  readonly profiles: () => readonly ProfileRow[];
  readonly changeProfiles: (rows: readonly ProfileRow[], change: NonNullable<AppState['undo']>) => void;
  /** Answers unless the call is to fail. */
  readonly unless: <T>(name: string, run: () => Envelope<T>) => Envelope<T>;
}

const file = '~/.aliyun/config.json';

export function anAliyunProfile(name: string, over: Partial<ProfileRow> = {}): ProfileRow {
  return aProfile(name, {
    cloud: 'aliyun',
    file,
    sessionName: 'acme-cn',
    accountId: '1234567890123456',
    roleName: null,
    region: 'cn-hangzhou',
    ...over,
  });
}

type Calls = Pick<
  Handlers['profiles'],
  'previewAliyun' | 'saveAliyun' | 'aliyunDetails' | 'previewFileRepair' | 'repairFile'
>;

/** What main does with the profiles of `config.json`, in memory. */
export function fakeAliyunProfiles({ state, profiles, changeProfiles, unless }: ProfileWorld): Calls {
  const recordOf = ({ sessionId }: AliyunProfileInput) => {
    const record = state().sessions.find((session) => session.record.id === sessionId)?.record;
    return record?.cloud === 'aliyun' ? record : null;
  };
  const previewOf = (input: AliyunProfileInput): Envelope<ChangePreview> => {
    if (/\s/.test(input.name)) {
      return { ok: false, error: appError('input.profile-name-invalid', { name: input.name }) };
    }
    const native = recordOf(input)?.kind === 'cloud-sso' ? 'CloudSSO' : 'OAuth';
    const diff: DiffLine[] = [
      ...(input.makeCurrent ? [{ type: 'add' as const, text: `\t"current": "${input.name}",` }] : []),
      { type: 'context', text: '\t"profiles": [' },
      { type: 'add', text: '\t\t{' },
      { type: 'add', text: `\t\t\t"name": "${input.name}",` },
      { type: 'add', text: `\t\t\t"mode": "${input.delivery === 'native' ? native : 'StsToken'}",` },
      { type: 'add', text: '\t\t\t"access_key_secret": "********",' },
      { type: 'add', text: `\t\t\t"region_id": "${input.region}",` },
      { type: 'add', text: `\t\t\t"language": "${input.language ?? 'en'}"` },
      { type: 'add', text: '\t\t}' },
    ];
    return {
      ok: true,
      value: {
        file,
        diff,
        files: [{ file, diff }],
        digest: JSON.stringify(input).length.toString(),
        warnings: [],
        asks: [],
      },
    };
  };
  const repair = (): Envelope<ChangePreview> => {
    const diff: DiffLine[] = [{ type: 'add', text: '\t"current": "default",' }];
    return {
      ok: true,
      value: { file, diff, files: [{ file, diff }], digest: 'repair', warnings: [], asks: [] },
    };
  };
  return {
    previewAliyun: async (input) => unless('profiles.previewAliyun', () => previewOf(input)),
    saveAliyun: async ({ input, digest }) =>
      unless('profiles.saveAliyun', () => {
        const preview = previewOf(input);
        if (!preview.ok) return preview;
        if (preview.value.digest !== digest) return { ok: false, error: appError('config.changed-on-disk') };
        const { name, sessionId, accountId, roleName, region, delivery, makeCurrent } = input;
        const row = anAliyunProfile(name, {
          sessionId,
          accountId,
          roleName,
          region,
          delivery,
          current: makeCurrent,
        });
        const others = profiles().filter((one) => one.cloud !== 'aliyun' || one.name !== name);
        changeProfiles([...others, row], { file, profileName: name, change: 'add' });
        return {
          ok: true,
          value: {
            name,
            file,
            tryCommand: `aliyun sts GetCallerIdentity --profile ${name}`,
            warnings: [],
          },
        };
      }),
    aliyunDetails: async ({ name }) =>
      unless('profiles.aliyunDetails', () => {
        const row = profiles().find((one) => one.cloud === 'aliyun' && one.name === name);
        if (row === undefined) return { ok: false, error: appError('input.profile-unknown', { name }) };
        const { sessionId, accountId, roleName, region, delivery, current } = row;
        const input: AliyunProfileInput | null =
          row.managed && sessionId !== null
            ? {
                name,
                sessionId,
                accountId: roleName === null ? null : accountId,
                roleName,
                region: region ?? '',
                delivery: delivery === 'static' ? 'static' : 'native',
                language: null,
                makeCurrent: current,
              }
            : null;
        return { ok: true, value: { row, input, usedBy: [] } };
      }),
    previewFileRepair: async () => unless('profiles.previewFileRepair', repair),
    repairFile: async () => unless('profiles.repairFile', repair),
  };
}
