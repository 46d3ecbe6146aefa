import type { Http, HttpRequest, HttpResponse } from '../../electron/core/ports.ts';
import { appError, type AppErrorCode } from '../../shared/model/app-error.ts';
import { err, ok, type Result } from '../../shared/model/result.ts';

export interface FakeAnswer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Anything but a string is sent as JSON. */
  readonly body?: unknown;
}

/** An answer, a failure by its code, or `hang`: nothing until the request is aborted. */
export type FakeReply = FakeAnswer | AppErrorCode | 'hang';

export interface FakeHttp extends Http {
  /** Everything that was sent, in order; refused requests are not among it. */
  readonly requests: readonly HttpRequest[];
  /** Answers requests of this method to URLs that begin with `url`. The newest rule that fits holds. */
  on(
    method: HttpRequest['method'],
    url: string,
    reply: FakeReply | ((request: HttpRequest) => FakeReply | Promise<FakeReply>),
  ): void;
}

/** A programmable network with the rules of the real one: origins, redirects, size and abort. Without a rule it is unreachable. */
export function createFakeHttp(): FakeHttp {
  const requests: HttpRequest[] = [];
  const rules: {
    matches: (request: HttpRequest) => boolean;
    reply: (request: HttpRequest) => FakeReply | Promise<FakeReply>;
  }[] = [];

  return {
    requests,
    on(method, url, reply) {
      rules.unshift({
        matches: (request) => request.method === method && request.url.startsWith(url),
        reply: typeof reply === 'function' ? reply : () => reply,
      });
    },
    async request(request) {
      const host = URL.canParse(request.url) ? new URL(request.url).host : '';
      const fail = (code: AppErrorCode) => err(appError(code, code === 'app.cancelled' ? {} : { host }));
      if (!URL.canParse(request.url) || !request.allowedOrigins.includes(new URL(request.url).origin)) {
        return fail('network.origin-refused');
      }
      if (isAborted(request)) {
        return fail('app.cancelled');
      }
      requests.push(request);
      const rule = rules.find(({ matches }) => matches(request));
      if (rule === undefined) {
        return fail('network.unreachable');
      }
      const reply = await Promise.race([rule.reply(request), aborted(request.signal)]);
      if (isAborted(request)) {
        return fail('app.cancelled');
      }
      if (reply === 'hang') {
        await aborted(request.signal);
        return fail('app.cancelled');
      }
      return typeof reply === 'string' ? fail(reply) : answer(reply, request, fail);
    },
  };
}

function answer(
  { status = 200, headers = {}, body = '' }: FakeAnswer,
  { maxBytes, tellRedirect }: HttpRequest,
  fail: (code: AppErrorCode) => Result<never>,
): Result<HttpResponse> {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const names = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value] as const);
  if (tellRedirect === true && [301, 302, 303, 307, 308].includes(status)) {
    return ok({ status, headers: Object.fromEntries(names), body: '' });
  }
  if (status >= 300 && status <= 399) {
    return fail('network.redirected');
  }
  if (new TextEncoder().encode(text).length > maxBytes) {
    return fail('network.too-large');
  }
  return ok({ status, headers: Object.fromEntries(names), body: text });
}

function isAborted({ signal }: HttpRequest): boolean {
  return signal?.aborted === true;
}

function aborted(signal: AbortSignal | undefined): Promise<'hang'> {
  return new Promise((resolve) => signal?.addEventListener('abort', () => resolve('hang'), { once: true }));
}
