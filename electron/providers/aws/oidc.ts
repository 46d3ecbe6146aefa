import * as v from 'valibot';
import { addMillis, instant, SECOND, type Instant } from '../../../shared/model/instant.ts';
import { err, ok, type Result } from '../../../shared/model/result.ts';
import type { AwsSessionRecord, SignInFlow } from '../../../shared/model/session.ts';
import type { Clock, Http, HttpResponse } from '../../core/ports.ts';
import type {
  AuthorizeParameters,
  ClientRegistration,
  CodeExchange,
  DeviceAuthorization,
  IssuedTokens,
} from '../../core/provider.ts';
import { defaultScopes } from '../../../shared/start-url/index.ts';
import { endpointsOf, signInEndpoint } from './endpoints.ts';
import { oidcError, type OidcCall } from './oidc-errors.ts';
import { parseBody, refusalOf } from './service-errors.ts';

/** Registered without a port; the service accepts any port of the literal address (protocol/aws.md §2.2, §2.4). */
export const callbackPath = '/oauth/callback';
const registeredRedirectUri = `http://127.0.0.1${callbackPath}`;

const deviceGrant = 'urn:ietf:params:oauth:grant-type:device_code';
const grantTypes = {
  pkce: ['authorization_code', 'refresh_token'],
  device: [deviceGrant, 'refresh_token'],
};
/** RFC 8628 §3.2: where the answer has no interval. */
const defaultIntervalSeconds = 5;

/** security.md §5.2: 15 s, 64 kB. */
const limits = { timeoutMs: 15 * SECOND, maxBytes: 64 * 1024 };
const longestLifeSeconds = 90 * 24 * 3600;

const secretText = v.pipe(v.string(), v.minLength(1), v.maxLength(16_384), v.regex(/^[\x21-\x7e]+$/));

const registrationBody = v.object({
  clientId: secretText,
  clientSecret: secretText,
  clientSecretExpiresAt: v.pipe(v.number(), v.minValue(0)),
});

/** Members without a value may be missing or null. */
const tokenBody = v.object({
  accessToken: secretText,
  tokenType: v.nullish(v.pipe(v.string(), v.regex(/^bearer$/i))),
  expiresIn: v.pipe(v.number(), v.minValue(1), v.maxValue(longestLifeSeconds)),
  refreshToken: v.nullish(secretText),
});

const link = v.pipe(v.string(), v.maxLength(2048), v.url());

const deviceBody = v.object({
  deviceCode: secretText,
  userCode: v.pipe(v.string(), v.regex(/^[A-Z0-9-]{4,32}$/i)),
  verificationUri: link,
  verificationUriComplete: link,
  expiresIn: v.pipe(v.number(), v.minValue(1), v.maxValue(24 * 3600)),
  interval: v.nullish(v.pipe(v.number(), v.minValue(1), v.maxValue(600))),
});

/** The sso-oidc calls of protocol/aws.md §2: unsigned JSON, secrets in bodies only. */
export function createOidcCalls(http: Http, clock: Clock) {
  async function post(
    base: string,
    path: string,
    body: unknown,
    signal: AbortSignal,
  ): Promise<Result<HttpResponse>> {
    return http.request({
      method: 'POST',
      url: `${base}${path}`,
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      body: JSON.stringify(body),
      allowedOrigins: [new URL(base).origin],
      signal,
      ...limits,
    });
  }

  async function createToken(
    session: AwsSessionRecord,
    registration: ClientRegistration,
    grant: Readonly<Record<string, string>>,
    call: OidcCall,
    signal: AbortSignal,
  ): Promise<Result<IssuedTokens>> {
    const asked = clock.now();
    const response = await askForToken(endpointsOf(session).ssoOidc, registration, grant, signal);
    return response.ok ? tokensOf(response.value, asked, call, session) : response;
  }

  function askForToken(
    base: string,
    registration: ClientRegistration,
    grant: Readonly<Record<string, string>>,
    signal: AbortSignal,
  ): Promise<Result<HttpResponse>> {
    const { clientId, clientSecret } = registration;
    return post(base, '/token', { clientId, clientSecret, ...grant }, signal);
  }

  function tokensOf(
    response: HttpResponse,
    asked: Instant,
    call: OidcCall,
    session: AwsSessionRecord,
  ): Result<IssuedTokens> {
    if (response.status !== 200) {
      return err(oidcError(response, call, session));
    }
    const body = parseBody(tokenBody, response);
    if (!body.ok) {
      return body;
    }
    // Counted from when we asked: the server's life of the token began no earlier than that.
    return ok({
      accessToken: body.value.accessToken,
      refreshToken: body.value.refreshToken ?? null,
      expiresAt: addMillis(asked, body.value.expiresIn * SECOND),
    });
  }

  return {
    /** RegisterClient for one flow. The name is what the consent page shows. */
    async registerClient(
      session: AwsSessionRecord,
      flow: SignInFlow,
      signal: AbortSignal,
    ): Promise<Result<ClientRegistration>> {
      const scopes = scopesOf(session, flow);
      const client = {
        clientName: 'Latchkey',
        clientType: 'public',
        ...(scopes.length === 0 ? {} : { scopes }),
      };
      const response = await post(
        signInEndpoint(session, flow),
        '/client/register',
        flow === 'device'
          ? { ...client, grantTypes: grantTypes.device }
          : {
              ...client,
              grantTypes: grantTypes.pkce,
              redirectUris: [registeredRedirectUri],
              issuerUrl: portalOf(session),
            },
        signal,
      );
      if (!response.ok) {
        return response;
      }
      if (response.value.status !== 200) {
        return err(oidcError(response.value, 'registration', session));
      }
      const body = parseBody(registrationBody, response.value);
      if (!body.ok) {
        return body;
      }
      return ok({
        clientId: body.value.clientId,
        clientSecret: body.value.clientSecret,
        expiresAt: instant(body.value.clientSecretExpiresAt * SECOND),
      });
    },

    /** protocol/aws.md §2.4; the parameter is `scopes`, plural. */
    authorizeUrl(
      session: AwsSessionRecord,
      registration: ClientRegistration,
      parameters: AuthorizeParameters,
    ): string {
      const query = [
        ['response_type', 'code'],
        ['client_id', registration.clientId],
        ['redirect_uri', parameters.redirectUri],
        ['state', parameters.state],
        ['code_challenge_method', 'S256'],
        ['scopes', scopesOf(session, 'pkce').join(' ')],
        ['code_challenge', parameters.codeChallenge],
      ];
      const encoded = query.map(([name, value]) => `${name}=${encodeURIComponent(value ?? '')}`).join('&');
      return `${endpointsOf(session).ssoOidc}/authorize?${encoded}`;
    },

    exchangeCode(
      session: AwsSessionRecord,
      registration: ClientRegistration,
      exchange: CodeExchange,
      signal: AbortSignal,
    ): Promise<Result<IssuedTokens>> {
      const grant = { grantType: 'authorization_code', ...exchange };
      return createToken(session, registration, grant, 'tokens', signal);
    },

    async startDevice(
      session: AwsSessionRecord,
      registration: ClientRegistration,
      signal: AbortSignal,
    ): Promise<Result<DeviceAuthorization>> {
      const asked = clock.now();
      const { clientId, clientSecret } = registration;
      const response = await post(
        signInEndpoint(session, 'device'),
        '/device_authorization',
        { clientId, clientSecret, startUrl: portalOf(session) },
        signal,
      );
      if (!response.ok) {
        return response;
      }
      if (response.value.status !== 200) {
        return err(oidcError(response.value, 'device-code', session));
      }
      const body = parseBody(deviceBody, response.value);
      if (!body.ok) {
        return body;
      }
      return ok({
        deviceCode: body.value.deviceCode,
        userCode: body.value.userCode,
        verificationUrl: body.value.verificationUri,
        completeUrl: body.value.verificationUriComplete,
        expiresAt: addMillis(asked, body.value.expiresIn * SECOND),
        intervalMs: (body.value.interval ?? defaultIntervalSeconds) * SECOND,
      });
    },

    async pollDevice(
      session: AwsSessionRecord,
      registration: ClientRegistration,
      deviceCode: string,
      signal: AbortSignal,
    ): Promise<Result<IssuedTokens | 'pending' | 'slow-down'>> {
      const asked = clock.now();
      const response = await askForToken(
        signInEndpoint(session, 'device'),
        registration,
        { grantType: deviceGrant, deviceCode },
        signal,
      );
      if (!response.ok) {
        return response;
      }
      switch (response.value.status === 200 ? null : refusalOf(response.value).exception) {
        case 'AuthorizationPendingException':
          return ok('pending');
        case 'SlowDownException':
          return ok('slow-down');
        default:
          return tokensOf(response.value, asked, 'tokens', session);
      }
    },

    async refresh(
      session: AwsSessionRecord,
      registration: ClientRegistration,
      refreshToken: string,
      signal: AbortSignal,
    ): Promise<Result<IssuedTokens>> {
      const tokens = await createToken(
        session,
        registration,
        { grantType: 'refresh_token', refreshToken },
        'renewal',
        signal,
      );
      return tokens.ok
        ? ok({ ...tokens.value, refreshToken: tokens.value.refreshToken ?? refreshToken })
        : tokens;
    },
  };
}

/** What the service is told: the portal that an address of the user's own leads to, else what is configured (protocol/aws.md §1.5). */
function portalOf(session: AwsSessionRecord): string {
  return session.portalUrl ?? session.startUrl;
}

/**
 * As the CLI registers (protocol/aws.md §2.2): without scopes a device code gives the token that lasts as long as the
 * sign-in and that nobody renews, whereas the browser flow always has scopes.
 */
function scopesOf({ scopes }: AwsSessionRecord, flow: SignInFlow): readonly string[] {
  return scopes.length === 0 && flow === 'pkce' ? defaultScopes : scopes;
}
