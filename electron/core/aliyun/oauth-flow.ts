import { aliyunCallbackPath, aliyunCallbackPorts } from '../../../shared/aliyun/sites.ts';
import { appError } from '../../../shared/model/app-error.ts';
import type { AliyunSessionRecord } from '../../../shared/model/aliyun-session.ts';
import { err, ok, type Result } from '../../../shared/model/result.ts';
import type {
  Browser,
  Clock,
  Crypto,
  ExternalUrl,
  Log,
  LoopbackListener,
  LoopbackPageText,
  Random,
  Scheduler,
  ValidatedCallback,
} from '../ports.ts';
import { endedBy, isAborted, type Attempt } from '../sign-in/attempt.ts';
import { readPastedCallback } from '../sign-in/pasted-callback.ts';
import { createPkce } from '../sign-in/pkce.ts';
import { retried } from '../sign-in/retried.ts';
import type { AliyunProvider, AliyunTokens } from './aliyun-provider.ts';

export interface AliyunOAuthPorts {
  readonly provider: AliyunProvider;
  readonly listener: LoopbackListener;
  readonly browser: Browser;
  readonly clock: Clock;
  readonly scheduler: Scheduler;
  readonly random: Random;
  readonly crypto: Crypto;
  readonly log: Log;
  readonly page: LoopbackPageText;
  /** The allow-list, with what a session adds to it. */
  readonly allowUrl: (session: AliyunSessionRecord | null, url: string) => Result<ExternalUrl>;
}

/**
 * Authorization code with PKCE on one of the five ports that `official-cli` is registered with (protocol/aliyun.md §1.2 to
 * §1.6). The answer comes to the loopback listener, or is pasted by hand where the browser is on another machine. Errors
 * besides the usual: `sign-in.ports-busy`, and `sign-in.nobody-returned` at the deadline: who is not assigned is never sent
 * back (§1.10).
 */
export async function runAliyunOAuthFlow(
  ports: AliyunOAuthPorts,
  session: AliyunSessionRecord,
  attempt: Attempt,
): Promise<Result<AliyunTokens>> {
  const { signal } = attempt.controller;
  const pkce = createPkce(ports.random, ports.crypto);
  const opened = await ports.listener.open({
    path: aliyunCallbackPath,
    ports: aliyunCallbackPorts,
    state: pkce.state,
    timeoutMs: Math.max(0, attempt.deadline - ports.clock.now()),
    page: ports.page,
  });
  if (!opened.ok) {
    return opened.error.code === 'sign-in.port-unavailable' ? err(appError('sign-in.ports-busy')) : opened;
  }
  const loopback = opened.value;
  const { redirectUri } = loopback;
  const close = () => void loopback.close();
  signal.addEventListener('abort', close, { once: true });
  try {
    if (isAborted(attempt)) {
      return err(endedBy(attempt));
    }
    const link = ports.allowUrl(
      session,
      ports.provider.authorizeUrl(session, { redirectUri, state: pkce.state, codeChallenge: pkce.challenge }),
    );
    if (!link.ok) {
      return link;
    }
    const pasted = new Promise<Result<ValidatedCallback>>((settle) => {
      attempt.paste = (text) => {
        const read = readPastedCallback(text, { redirectUri, state: pkce.state });
        if (read.ok || read.error.code === 'sign-in.denied') {
          settle(read);
        }
        return read.ok ? ok(undefined) : read;
      };
    });
    attempt.link = link.value;
    attempt.onProgress({ event: 'url', url: link.value });
    attempt.show('approval');
    if (attempt.openBrowser) {
      const browser = await ports.browser.open(link.value, session.browser);
      if (!browser.ok) {
        // The link is on the screen: the user can still take it to a browser.
        ports.log.warn('browser.not-opened', { code: browser.error.code });
        attempt.browserProblem = browser.error;
        attempt.onProgress({ event: 'browser-unavailable', error: browser.error });
        attempt.show('approval');
      }
    }
    const callback = await Promise.race([loopback.result, pasted]);
    if (isAborted(attempt)) {
      return err(endedBy(attempt));
    }
    if (!callback.ok) {
      return callback.error.code === 'sign-in.timed-out'
        ? err(appError('sign-in.nobody-returned'))
        : callback;
    }
    attempt.onProgress({ event: 'approved' });
    const exchange = { code: callback.value.code, codeVerifier: pkce.verifier, redirectUri };
    return await retried(ports, signal, () => ports.provider.exchangeCode(session, exchange, signal));
  } finally {
    attempt.paste = null;
    signal.removeEventListener('abort', close);
    // After a callback this waits for the answer page; nobody else has to.
    void loopback.close();
  }
}
