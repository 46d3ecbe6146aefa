import * as v from 'valibot';
import { aliyunSites, type AliyunSite } from '../../../shared/aliyun/sites.ts';
import { appError } from '../../../shared/model/app-error.ts';
import { addMillis, SECOND } from '../../../shared/model/instant.ts';
import { err, ok, type Result } from '../../../shared/model/result.ts';
import type { AliyunCredentials, AliyunTokens } from '../../core/aliyun/aliyun-provider.ts';
import type { Clock, Http, HttpResponse } from '../../core/ports.ts';
import type { AuthorizeParameters, CodeExchange } from '../../core/provider.ts';
import { failureOf, oauthError, parseAnswer, parseUtc, seconds, secretText } from './answers.ts';

/** Where the OAuth services of a site are; overridden for practice and tests (design.md §7). No trailing slash. */
export interface AliyunOAuthTarget {
  readonly site: AliyunSite;
  readonly signInUrl: string;
  readonly oauthUrl: string;
}

const tokenBody = v.object({
  access_token: secretText,
  refresh_token: v.nullish(v.union([v.literal(''), secretText])),
  expires_in: seconds,
});

/** Official SDKs disagree about the case of the names; both are read (protocol/aliyun.md §1.7). */
const exchangeBody = v.union([
  v.object({
    accessKeyId: secretText,
    accessKeySecret: secretText,
    securityToken: secretText,
    expiration: v.string(),
  }),
  v.pipe(
    v.object({
      AccessKeyId: secretText,
      AccessKeySecret: secretText,
      SecurityToken: secretText,
      Expiration: v.string(),
    }),
    v.transform((body) => ({
      accessKeyId: body.AccessKeyId,
      accessKeySecret: body.AccessKeySecret,
      securityToken: body.SecurityToken,
      expiration: body.Expiration,
    })),
  ),
]);

const limits = { timeoutMs: 10 * SECOND, maxBytes: 64 * 1024 };

/** The OAuth calls of protocol/aliyun.md §1. A public client: it has no secret. */
export function createAliyunOAuthCalls(http: Http, clock: Clock) {
  async function post(
    { oauthUrl }: AliyunOAuthTarget,
    path: string,
    form: Readonly<Record<string, string>>,
    signal: AbortSignal,
  ): Promise<Result<HttpResponse>> {
    const url = `${oauthUrl}${path}`;
    return http.request({
      method: 'POST',
      url,
      headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' },
      body: new URLSearchParams(form).toString(),
      allowedOrigins: [new URL(url).origin],
      signal,
      ...limits,
    });
  }

  async function askForTokens(
    target: AliyunOAuthTarget,
    form: Readonly<Record<string, string>>,
    signal: AbortSignal,
  ): Promise<Result<AliyunTokens>> {
    const asked = clock.now();
    const { clientId } = aliyunSites[target.site];
    const response = await post(target, '/v1/token', { ...form, client_id: clientId }, signal);
    if (!response.ok) {
      return response;
    }
    if (response.value.status !== 200) {
      return err(oauthError(response.value));
    }
    const body = parseAnswer(tokenBody, response.value);
    if (!body.ok) {
      return body;
    }
    const { access_token: accessToken, refresh_token: refreshToken, expires_in: life } = body.value;
    // Counted from when we asked: the server's life of the token began no earlier than that.
    return ok({
      accessToken,
      accessTokenExpiresAt: addMillis(asked, life * SECOND),
      refreshToken: (refreshToken ?? '') ? (refreshToken ?? null) : null,
    });
  }

  return {
    /** The page of the browser. Exactly these parameters, without a scope (protocol/aliyun.md §1.2). */
    authorizeUrl({ site, signInUrl }: AliyunOAuthTarget, parameters: AuthorizeParameters): string {
      const query = [
        ['response_type', 'code'],
        ['client_id', aliyunSites[site].clientId],
        ['redirect_uri', parameters.redirectUri],
        ['state', parameters.state],
        ['code_challenge', parameters.codeChallenge],
        ['code_challenge_method', 'S256'],
      ];
      const encoded = query
        .map(([name, value]) => `${name ?? ''}=${encodeURIComponent(value ?? '')}`)
        .join('&');
      return `${signInUrl}/oauth2/v1/auth?${encoded}`;
    },

    /** The code of the callback for tokens. Errors: `sign-in.rejected`, `sign-in.denied`, those of the network and the server. */
    exchangeCode(
      target: AliyunOAuthTarget,
      { code, codeVerifier, redirectUri }: CodeExchange,
      signal: AbortSignal,
    ): Promise<Result<AliyunTokens>> {
      return askForTokens(
        target,
        { grant_type: 'authorization_code', code, redirect_uri: redirectUri, code_verifier: codeVerifier },
        signal,
      );
    },

    /** New tokens; the refresh token used is worth nothing afterwards if another came. Errors as for the code. */
    refresh(
      target: AliyunOAuthTarget,
      refreshToken: string,
      signal: AbortSignal,
    ): Promise<Result<AliyunTokens>> {
      return askForTokens(target, { grant_type: 'refresh_token', refresh_token: refreshToken }, signal);
    },

    /**
     * The access token for STS credentials. `too-short` where its rest of life is below what STS gives: refresh it, then
     * try once more (protocol/aliyun.md §1.7). Errors: `sign-in.rejected`, those of the network and the server.
     */
    async credentials(
      target: AliyunOAuthTarget,
      accessToken: string,
      signal: AbortSignal,
    ): Promise<Result<AliyunCredentials | 'too-short'>> {
      const url = `${target.oauthUrl}/v1/exchange`;
      const response = await http.request({
        method: 'POST',
        url,
        headers: {
          authorization: `Bearer ${accessToken}`,
          'content-type': 'application/json',
          accept: 'application/json',
        },
        body: '',
        allowedOrigins: [new URL(url).origin],
        signal,
        ...limits,
      });
      if (!response.ok) {
        return response;
      }
      if (response.value.status !== 200) {
        const { status, code, description } = failureOf(response.value);
        const isTooShort = status === 403 && code === 'access_denied' && /too short/i.test(description);
        return isTooShort ? ok('too-short') : err(oauthError(response.value));
      }
      const body = parseAnswer(exchangeBody, response.value);
      if (!body.ok) {
        return body;
      }
      const { expiration, ...keys } = body.value;
      const expiresAt = parseUtc(expiration);
      return expiresAt === null ? err(appError('server.malformed')) : ok({ ...keys, expiresAt });
    },

    /** Best effort: whether the server takes it from this client is not known (protocol/aliyun.md §1.11). */
    async revoke(
      target: AliyunOAuthTarget,
      refreshToken: string,
      signal: AbortSignal,
    ): Promise<Result<void>> {
      const { clientId } = aliyunSites[target.site];
      const response = await post(target, '/v1/revoke', { token: refreshToken, client_id: clientId }, signal);
      if (!response.ok) {
        return response;
      }
      return response.value.status === 200 ? ok(undefined) : err(oauthError(response.value));
    },
  };
}
