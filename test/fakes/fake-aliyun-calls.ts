import type { Envelope, Handlers } from '../../shared/ipc/types.ts';
import type { AliyunSessionRecord } from '../../shared/model/aliyun-session.ts';
import { appError } from '../../shared/model/app-error.ts';
import type { AppState } from '../../shared/model/app-state.ts';
import { instant, type Instant } from '../../shared/model/instant.ts';
import type { SessionId, SessionPhase, SessionView } from '../../shared/model/session.ts';

interface AliyunWorld {
  readonly state: () => AppState;
  readonly add: (session: SessionView) => void;
  readonly setPhase: (sessionId: SessionId, phase: SessionPhase) => void;
  /** Answers unless the call is to fail. */
  readonly unless: <T>(name: string, run: () => Envelope<T>) => Envelope<T>;
}

export function anAliyunSession(
  phase: SessionPhase,
  record: Partial<AliyunSessionRecord> = {},
): SessionView & { readonly record: AliyunSessionRecord } {
  return {
    record: {
      id: '00000000000000a1' as SessionId,
      name: 'acme-cn',
      cloud: 'aliyun',
      kind: 'oauth',
      practice: false,
      storage: 'shared',
      site: 'CN',
      signInUrl: null,
      region: 'cn-hangzhou',
      profileName: record.kind === 'cloud-sso' ? null : (record.name ?? 'acme-cn'),
      endpoints: null,
      browser: { type: 'default' },
      createdAt: instant(0),
      identity: null,
      ...record,
    },
    phase,
  };
}

/** What main does with the sessions of Alibaba Cloud, in memory: it adds them; keys are taken and never given back. */
export function fakeAliyunCalls({ state, add, setPhase, unless }: AliyunWorld): Handlers['aliyun'] {
  const active = (expiresAt: Instant | null): SessionPhase => ({
    state: 'active',
    accessTokenExpiresAt: expiresAt,
    renewable: false,
    nextRenewalAt: null,
    sessionEndsEstimate: null,
    error: null,
  });
  const addOne = (
    name: string,
    record: Partial<AliyunSessionRecord>,
    phase: SessionPhase = { state: 'signed-out', error: null },
  ): Envelope<{ sessionId: SessionId }> => {
    const { sessions } = state();
    if (sessions.some((session) => session.record.name === name)) {
      return { ok: false, error: appError('input.session-name-taken', { name }) };
    }
    const id = (0xa0 + sessions.length + 1).toString(16).padStart(16, '0') as SessionId;
    add(anAliyunSession(phase, { id, name, ...record }));
    return { ok: true, value: { sessionId: id } };
  };
  return {
    addOAuth: async ({ name, site, region, profileName = name }) =>
      unless('aliyun.addOAuth', () => addOne(name, { site, region, profileName })),
    addCloudSso: async ({ name, signInUrl, region = 'cn-hangzhou' }) =>
      unless('aliyun.addCloudSso', () => addOne(name, { kind: 'cloud-sso', signInUrl, region })),
    addStsToken: async ({ name, region, expiresAt }) =>
      unless('aliyun.addStsToken', () =>
        addOne(name, { kind: 'sts-token', region }, active(expiresAt ?? null)),
      ),
    replaceStsToken: async ({ sessionId, expiresAt }) =>
      unless('aliyun.replaceStsToken', () => {
        setPhase(sessionId, active(expiresAt ?? null));
        return { ok: true, value: { done: true } };
      }),
    previewPaste: async () =>
      unless('aliyun.previewPaste', () => ({
        ok: true,
        value: {
          keyId: 'STS.NU…x7Qe',
          found: ['access-key-id', 'access-key-secret', 'security-token'],
          missing: [],
          expiresAt: null,
          region: null,
          profileName: null,
        },
      })),
    openAdministratorPage: async () =>
      unless('aliyun.openAdministratorPage', () => ({ ok: true, value: { done: true } })),
    addPractice: async ({ name, kind, site }) =>
      unless('aliyun.addPractice', () => addOne(name, { kind, site, practice: true })),
  };
}
