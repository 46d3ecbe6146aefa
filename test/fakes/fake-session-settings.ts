import type { Envelope, Handlers } from '../../shared/ipc/types.ts';
import { appError } from '../../shared/model/app-error.ts';
import type { AppState } from '../../shared/model/app-state.ts';
import type { ChangePreview } from '../../shared/model/profile.ts';
import type { SessionId, AwsSessionRecord } from '../../shared/model/session.ts';

interface SettingsWorld {
  readonly state: () => AppState;
  readonly update: (change: (state: AppState) => Partial<AppState>) => void;
  /** Answers unless the call is to fail. */
  readonly unless: <T>(name: string, run: () => Envelope<T>) => Envelope<T>;
}

type SessionSettings = Handlers['sessionSettings'];
type Changes = Parameters<SessionSettings['edit']>[0]['changes'];

/** What main does with the settings of a session: a signed-in one keeps its address unless it may be signed out. */
export function fakeSessionSettings({ state, update, unless }: SettingsWorld): SessionSettings {
  const viewOf = (sessionId: SessionId) =>
    state().sessions.flatMap(({ record, phase }) =>
      record.id === sessionId && record.cloud === 'aws' ? [{ record, phase }] : [],
    )[0];

  const outcome = (sessionId: SessionId, changes: Changes) => {
    const view = viewOf(sessionId);
    const moves = changes.startUrl !== undefined || changes.region !== undefined;
    const files =
      view === undefined || (!moves && changes.scopes === undefined) ? null : sectionChange(view.record);
    return { files, signsOut: moves && view?.phase.state === 'active' };
  };

  return {
    previewEdit: async ({ sessionId, changes }) =>
      unless('sessionSettings.previewEdit', () => ({ ok: true, value: outcome(sessionId, changes) })),
    edit: async ({ sessionId, changes, signOut }) =>
      unless('sessionSettings.edit', () => {
        const value = outcome(sessionId, changes);
        if (value.signsOut && !signOut) return { ok: false, error: appError('sign-in.sign-out-first') };
        const { scopes, endpointVariant, region, ...rest } = changes;
        update(({ sessions }) => ({
          sessions: sessions.map((session) =>
            session.record.id === sessionId && session.record.cloud === 'aws'
              ? {
                  phase: value.signsOut ? { state: 'signed-out', error: null } : session.phase,
                  record: {
                    ...session.record,
                    ...rest,
                    region: region ?? session.record.region,
                    scopes: scopes === undefined ? session.record.scopes : (scopes ?? '').split(','),
                    endpointVariant: { ...session.record.endpointVariant, ...endpointVariant },
                  },
                }
              : session,
          ),
        }));
        return { ok: true, value };
      }),
    previewSection: async ({ sessionId }) =>
      unless('sessionSettings.previewSection', () => sectionOf(viewOf(sessionId)?.record)),
    writeSection: async ({ sessionId }) =>
      unless('sessionSettings.writeSection', () => sectionOf(viewOf(sessionId)?.record)),
  };
}

function sectionOf(record: AwsSessionRecord | undefined): Envelope<ChangePreview> {
  return record === undefined
    ? { ok: false, error: appError('input.session-unknown') }
    : { ok: true, value: sectionChange(record) };
}

function sectionChange({ name, startUrl, region }: AwsSessionRecord): ChangePreview {
  const file = '~/.aws/config';
  const diff = [
    `[sso-session ${name}]`,
    `sso_start_url = ${startUrl}`,
    `sso_region = ${region}`,
    'sso_registration_scopes = sso:account:access',
  ].map((text) => ({ type: 'add' as const, text }));
  return { file, diff, files: [{ file, diff }], digest: `section-${name}`, warnings: [], asks: [] };
}
