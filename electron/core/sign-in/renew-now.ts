import { appError } from '../../../shared/model/app-error.ts';
import { err, ok, type Result } from '../../../shared/model/result.ts';
import type { SessionId } from '../../../shared/model/session.ts';
import type { AliyunCore } from '../aliyun/aliyun-core.ts';
import { sessionOf, type AppStore } from '../app-store.ts';
import type { SignedIn } from '../intents.ts';
import type { TokenService } from '../tokens/token-service.ts';

/**
 * Renews the token of a session now, whatever is planned for it. Errors: `input.session-unknown`, `sign-in.required` where
 * there is no sign-in, `sign-in.not-renewable`, those of the renewal.
 */
export async function renewNow(
  sessionId: SessionId,
  {
    store,
    tokens,
    aliyun,
  }: {
    readonly store: AppStore;
    readonly tokens: Pick<TokenService, 'renew' | 'held'>;
    readonly aliyun: Pick<AliyunCore, 'renew'>;
  },
): Promise<Result<SignedIn>> {
  const session = sessionOf(store.current(), sessionId);
  if (!session.ok) {
    return session;
  }
  const { name } = session.value;
  if (session.value.cloud === 'aliyun') {
    return aliyun.renew(session.value);
  }
  const held = tokens.held(sessionId);
  if (held === null) {
    return err(appError('sign-in.required', { session: name }));
  }
  if (held.refreshToken === null) {
    return err(appError('sign-in.not-renewable', { session: name }));
  }
  const renewed = await tokens.renew(sessionId);
  return renewed.ok ? ok({ sessionName: name, accessTokenExpiresAt: renewed.value.expiresAt }) : renewed;
}
