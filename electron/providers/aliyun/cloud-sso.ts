import * as v from 'valibot';
import { appError } from '../../../shared/model/app-error.ts';
import type { Account } from '../../../shared/model/catalog.ts';
import { addMillis, SECOND } from '../../../shared/model/instant.ts';
import { err, ok, type Result } from '../../../shared/model/result.ts';
import type {
  AccessConfiguration,
  AliyunCredentials,
  CloudSsoToken,
} from '../../core/aliyun/aliyun-provider.ts';
import type { Clock, Http, HttpRequest, HttpResponse } from '../../core/ports.ts';
import type { DeviceAuthorization, Page } from '../../core/provider.ts';
import { failureOf, otherError, parseAnswer, parseUtc, seconds, secretText } from './answers.ts';

/** Not registered per directory: every tool uses this one (protocol/aliyun.md §4). */
const clientId = 'app-vaz16tltdxs96audqf35';
const deviceGrant = 'urn:ietf:params:oauth:grant-type:device_code';
const pageSize = 100;

/** The directory of a sign-in URL; `baseUrl` is its origin, or what stands in for it. No trailing slash. */
export interface CloudSsoTarget {
  readonly signInUrl: string;
  readonly baseUrl: string;
}

const link = v.pipe(v.string(), v.maxLength(2048), v.url());
const deviceBody = v.object({
  DeviceCode: secretText,
  UserCode: v.pipe(v.string(), v.regex(/^[A-Z0-9-]{4,32}$/i)),
  VerificationUri: link,
  VerificationUriComplete: link,
  Interval: v.nullish(v.pipe(v.number(), v.minValue(1), v.maxValue(600))),
  ExpiresIn: v.nullish(seconds),
});
const tokenBody = v.object({ AccessToken: secretText, ExpiresIn: seconds });
const nextPage = { IsTruncated: v.nullish(v.boolean()), NextToken: v.nullish(v.string()) };
const shown = v.pipe(v.string(), v.maxLength(512));
const accountsBody = v.object({
  Accounts: v.array(
    v.object({ AccountId: v.pipe(v.string(), v.regex(/^\d{1,32}$/)), DisplayName: v.nullish(shown) }),
  ),
  ...nextPage,
});
const configurationsBody = v.object({
  AccessConfigurationsForAccount: v.array(
    v.object({
      AccessConfigurationId: v.pipe(v.string(), v.minLength(1), v.maxLength(128), v.regex(/^[\w-]+$/)),
      AccessConfigurationName: v.pipe(v.string(), v.minLength(1), v.maxLength(128)),
    }),
  ),
  ...nextPage,
});
const credentialsBody = v.object({
  CloudCredential: v.object({
    AccessKeyId: secretText,
    AccessKeySecret: secretText,
    SecurityToken: secretText,
    Expiration: v.string(),
  }),
});

/** Where the service says nothing of the end of a device code. */
const usualCodeLife = 600;

/** The CloudSSO calls of protocol/aliyun.md §4: JSON with names in PascalCase. */
export function createCloudSsoCalls(http: Http, clock: Clock) {
  async function call(
    { baseUrl }: CloudSsoTarget,
    path: string,
    request: Pick<HttpRequest, 'method'> & { readonly token?: string; readonly body?: unknown },
    signal: AbortSignal,
  ): Promise<Result<HttpResponse>> {
    const url = `${baseUrl}${path}`;
    return http.request({
      method: request.method,
      url,
      headers: {
        accept: 'application/json',
        ...(request.body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(request.token === undefined ? {} : { authorization: `Bearer ${request.token}` }),
      },
      ...(request.body === undefined ? {} : { body: JSON.stringify(request.body) }),
      allowedOrigins: [new URL(url).origin],
      timeoutMs: 10 * SECOND,
      maxBytes: 1024 * 1024,
      signal,
    });
  }

  /** The body of a good answer; else what a 401 and its like mean to a caller with an access token. */
  async function ask<Shape extends v.GenericSchema>(
    shape: Shape,
    asked: Promise<Result<HttpResponse>>,
  ): Promise<Result<v.InferOutput<Shape>>> {
    const response = await asked;
    if (!response.ok) {
      return response;
    }
    const { status } = response.value;
    switch (status) {
      case 200:
        return parseAnswer(shape, response.value);
      case 401:
        return err(appError('portal.unauthorized'));
      case 403:
        return err(appError('portal.forbidden'));
      case 404:
        return err(appError('portal.not-found'));
      case 400:
        return err(appError('portal.invalid-request'));
      default:
        return err(otherError(status));
    }
  }

  return {
    /** Errors besides the usual: `portal.invalid-request` where the sign-in URL is none of this directory. */
    async startDevice(
      target: CloudSsoTarget,
      codeChallenge: string,
      signal: AbortSignal,
    ): Promise<Result<DeviceAuthorization>> {
      const asked = clock.now();
      const body = await ask(
        deviceBody,
        call(
          target,
          '/device-authorization',
          {
            method: 'POST',
            body: {
              PortalUrl: target.signInUrl,
              CodeChallenge: codeChallenge,
              ClientId: clientId,
              CodeChallengeMethod: 'S256',
            },
          },
          signal,
        ),
      );
      return body.ok
        ? ok({
            deviceCode: body.value.DeviceCode,
            userCode: body.value.UserCode,
            verificationUrl: body.value.VerificationUri,
            completeUrl: body.value.VerificationUriComplete,
            expiresAt: addMillis(asked, (body.value.ExpiresIn ?? usualCodeLife) * SECOND),
            intervalMs: (body.value.Interval ?? 5) * SECOND,
          })
        : body;
    },

    /** One poll. Errors: `sign-in.code-expired`, `sign-in.denied`, those of the network and the server. */
    async pollDevice(
      target: CloudSsoTarget,
      { deviceCode, codeVerifier }: { readonly deviceCode: string; readonly codeVerifier: string },
      signal: AbortSignal,
    ): Promise<Result<CloudSsoToken | 'pending' | 'slow-down'>> {
      const asked = clock.now();
      const response = await call(
        target,
        '/token',
        {
          method: 'POST',
          body: {
            CodeVerifier: codeVerifier,
            ClientId: clientId,
            DeviceCode: deviceCode,
            GrantType: deviceGrant,
          },
        },
        signal,
      );
      if (!response.ok) {
        return response;
      }
      if (response.value.status === 200) {
        const body = parseAnswer(tokenBody, response.value);
        return body.ok
          ? ok({
              accessToken: body.value.AccessToken,
              expiresAt: addMillis(asked, body.value.ExpiresIn * SECOND),
            })
          : body;
      }
      const { status, code } = failureOf(response.value);
      switch (code) {
        case 'AuthorizationPending':
          return ok('pending');
        case 'SlowDown':
          return ok('slow-down');
        case 'InvalidDeviceCodeError':
        case 'ExpiredToken':
          return err(appError('sign-in.code-expired'));
        case 'AccessDenied':
          return err(appError('sign-in.denied'));
        default:
          return err(otherError(status));
      }
    },

    async accounts(
      target: CloudSsoTarget,
      token: string,
      nextToken: string | null,
      signal: AbortSignal,
    ): Promise<Result<Page<Account>>> {
      const query = pageQuery({}, nextToken);
      const body = await ask(
        accountsBody,
        call(target, `/access-assignments/accounts?${query}`, { method: 'GET', token }, signal),
      );
      return body.ok
        ? ok({
            items: body.value.Accounts.map(({ AccountId, DisplayName }) => ({
              accountId: AccountId,
              accountName: DisplayName ?? null,
              emailAddress: null,
            })),
            nextToken: tokenOfNextPage(body.value),
          })
        : body;
    },

    async accessConfigurations(
      target: CloudSsoTarget,
      token: string,
      accountId: string,
      nextToken: string | null,
      signal: AbortSignal,
    ): Promise<Result<Page<AccessConfiguration>>> {
      const query = pageQuery({ AccountId: accountId }, nextToken);
      const body = await ask(
        configurationsBody,
        call(target, `/access-assignments/access-configurations?${query}`, { method: 'GET', token }, signal),
      );
      return body.ok
        ? ok({
            items: body.value.AccessConfigurationsForAccount.map((each) => ({
              id: each.AccessConfigurationId,
              name: each.AccessConfigurationName,
            })),
            nextToken: tokenOfNextPage(body.value),
          })
        : body;
    },

    async credentials(
      target: CloudSsoTarget,
      token: string,
      {
        accountId,
        accessConfigurationId,
      }: { readonly accountId: string; readonly accessConfigurationId: string },
      signal: AbortSignal,
    ): Promise<Result<AliyunCredentials>> {
      const body = await ask(
        credentialsBody,
        call(
          target,
          '/cloud-credentials',
          {
            method: 'POST',
            token,
            body: { AccountId: accountId, AccessConfigurationId: accessConfigurationId },
          },
          signal,
        ),
      );
      if (!body.ok) {
        return body;
      }
      const { AccessKeyId, AccessKeySecret, SecurityToken, Expiration } = body.value.CloudCredential;
      const expiresAt = parseUtc(Expiration);
      return expiresAt === null
        ? err(appError('server.malformed'))
        : ok({
            accessKeyId: AccessKeyId,
            accessKeySecret: AccessKeySecret,
            securityToken: SecurityToken,
            expiresAt,
          });
    },
  };
}

function pageQuery(parameters: Readonly<Record<string, string>>, nextToken: string | null): string {
  return new URLSearchParams({
    ...parameters,
    ...(nextToken === null ? {} : { NextToken: nextToken }),
    MaxResults: String(pageSize),
  }).toString();
}

function tokenOfNextPage(page: {
  IsTruncated?: boolean | null | undefined;
  NextToken?: string | null | undefined;
}): string | null {
  return page.IsTruncated === true && page.NextToken != null && page.NextToken !== '' ? page.NextToken : null;
}
