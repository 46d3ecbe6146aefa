import type { AliyunSessionRecord } from '../../../shared/model/aliyun-session.ts';

/**
 * Whether a sign-in found in the session's profile may be sent to its endpoints (security.md §0.5). A profile does not say
 * who issued its tokens, so that this is told from what is around them:
 *
 * 1. Endpoints of the vendor, or of the practice cloud, whose file is its own: what is there is the session's.
 * 2. A stand-in on this machine, i.e. both endpoints that ever see a token are overridden, which only loopback can be: what
 *    any tool writes into the profile is the session's once somebody has signed in through it there. Before that, the
 *    profile may be one that was there with real tokens.
 * 3. One of the two at the vendor and one not: never.
 *
 * STS is left out: it is sent keys, never a token.
 */
export function mayUseFoundSignIn(
  session: Pick<AliyunSessionRecord, 'endpoints' | 'practice' | 'identity'>,
): boolean {
  const overridden = [session.endpoints?.signIn, session.endpoints?.oauth].filter((url) => url !== undefined);
  if (session.practice || overridden.length === 0) {
    return true;
  }
  return overridden.length === 2 && session.identity !== null;
}
