import type { PastedCredentials } from '../../../shared/credentials/pasted-credentials.ts';
import type { NewStsTokenSession, StsTokenReplacement } from '../../../shared/model/aliyun-input.ts';
import type { AliyunSessionRecord } from '../../../shared/model/aliyun-session.ts';
import { appError } from '../../../shared/model/app-error.ts';
import { err, ok, type Result } from '../../../shared/model/result.ts';
import type { SessionId } from '../../../shared/model/session.ts';
import type { CallContext } from '../intents.ts';
import type { Clock, Log } from '../ports.ts';
import type { AliyunProvider } from './aliyun-provider.ts';
import type { createAliyunSessions } from './aliyun-sessions.ts';
import type { createPastedKeys } from './pasted-keys.ts';
import type { StsTokens } from './sts-tokens.ts';

export interface StsSessionPorts {
  readonly provider: AliyunProvider;
  readonly clock: Clock;
  readonly log: Log;
  readonly paste: ReturnType<typeof createPastedKeys>;
  readonly sessions: ReturnType<typeof createAliyunSessions>;
  readonly tokens: StsTokens;
  readonly record: (sessionId: SessionId) => AliyunSessionRecord | null;
}

/** Adds sessions over pasted keys, and takes new keys for them. */
export function createStsSessions(ports: StsSessionPorts) {
  const { provider, clock, log, paste, sessions, tokens } = ports;
  const controller = new AbortController();

  async function keysOf({ source, expiresAt }: StsTokenReplacement): Promise<Result<PastedCredentials>> {
    const pasted = await paste.read(source);
    if (!pasted.ok) {
      return pasted;
    }
    const end = expiresAt ?? pasted.value.expiresAt;
    return end !== null && end <= clock.now()
      ? err(appError('input.expiry-past'))
      : ok({ ...pasted.value, expiresAt: end });
  }

  /** Takes keys that are in the file into memory, and looks whose they are; that can wait, and hinders nothing. */
  function take(session: AliyunSessionRecord, keys: PastedCredentials): void {
    const { accessKeyId, expiresAt } = keys;
    if (expiresAt !== null) {
      sessions.change(session.id, { keysEnd: { keyId: accessKeyId, at: expiresAt } });
    }
    tokens.hold(session, keys);
    void provider.callerIdentity(session, keys, controller.signal).then((who) => {
      const record = ports.record(session.id);
      const held = record === null ? null : tokens.credentials(record);
      if (record === null || held?.ok !== true || held.value.securityToken !== keys.securityToken) {
        return;
      }
      if (who.ok) {
        sessions.change(record.id, { identity: who.value });
      } else if (who.error.code === 'credentials.expired' || who.error.code === 'credentials.rejected') {
        tokens.refused(record, who.error);
      } else {
        log.info('identity.unknown', { code: who.error.code });
      }
    });
  }

  return {
    /** Errors: those of `planned`, of the paste and of the write; `input.expiry-past`. Nothing is added then. */
    async add(input: NewStsTokenSession, context: CallContext): Promise<Result<SessionId>> {
      const record = sessions.planned(input, 'sts-token', context);
      if (!record.ok) {
        return record;
      }
      const keys = await keysOf(input);
      if (!keys.ok) {
        return keys;
      }
      const written = await tokens.write(record.value, keys.value);
      if (!written.ok) {
        return written;
      }
      const added = sessions.add(record.value);
      if (added.ok) {
        take(record.value, keys.value);
      }
      return added;
    },

    /** Errors: `input.session-unknown`, `input.value-invalid` for a session of another kind, those of `add`. */
    async replace(sessionId: SessionId, input: StsTokenReplacement): Promise<Result<void>> {
      const session = ports.record(sessionId);
      if (session === null) {
        return err(appError('input.session-unknown'));
      }
      if (session.kind !== 'sts-token') {
        return err(appError('input.value-invalid', { name: session.name }));
      }
      const keys = await keysOf(input);
      if (!keys.ok) {
        return keys;
      }
      const written = await tokens.write(session, keys.value);
      if (!written.ok) {
        return written;
      }
      take(session, keys.value);
      return ok(undefined);
    },

    dispose(): void {
      controller.abort();
    },
  };
}
