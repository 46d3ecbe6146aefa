import type { errors } from '../i18n/en/errors.ts';

/**
 * Every failure a person can meet, as a closed set of codes. The words (what happened, what was left untouched, the
 * next step) live in `shared/i18n/en/errors.ts` under the same code; `params` fills them in and never holds a secret.
 */
export const appErrorCodes = [
  'input.usage',
  'input.session-name-invalid',
  'input.session-name-taken',
  'input.session-unknown',
  'input.region-missing',
  'input.region-invalid',
  'input.region-mismatch',
  'input.partition-mismatch',
  'input.start-url-invalid',
  'input.start-url-not-https',
  'input.start-url-builder-id',
  'input.start-url-taken',
  'input.scopes-invalid',
  'input.scopes-without-accounts',
  'input.endpoint-invalid',
  'input.proxy-invalid',
  'input.proxy-password',
  'input.no-proxy-invalid',
  'input.ca-bundle-invalid',
  'input.endpoint-unconfirmed',
  'input.endpoint-variant-conflict',
  'input.duration-invalid',
  'input.practice-fixed',
  'input.legacy-has-no-section',
  'input.profile-name-invalid',
  'input.profile-name-taken',
  'input.profile-exists',
  'input.role-incomplete',
  'input.chain-invalid',
  'input.key-reserved',
  'input.delivery-unavailable',
  'input.profile-unknown',
  'input.profile-ambiguous',
  'input.profile-without-role',
  'input.account-invalid',
  'input.role-unknown',
  'input.value-invalid',
  'input.format-unknown',
  'input.path-not-absolute',
  'input.template-empty',
  'input.template-invalid',
  'input.too-many-profiles',
  'config.file-broken',
  'config.not-utf8',
  'config.too-large',
  'config.large',
  'config.made-private',
  'config.changed-on-disk',
  'config.read-only',
  'config.unsafe-target',
  'config.disk-full',
  'config.write-failed',
  'config.read-failed',
  'config.foreign-section',
  'config.foreign-default',
  'config.default-holds-keys',
  'config.nothing-to-undo',
  'config.undo-changed',
  'config.profile-in-use',
  'config.session-in-use',
  'config.session-section-missing',
  'config.session-section-incomplete',
  'config.session-section-differs',
  'config.legacy-incomplete',
  'config.role-incomplete',
  'config.source-profile-missing',
  'config.bearer-only',
  'config.mixed-static-keys',
  'config.mixed-process',
  'config.mixed-role-alone',
  'config.mixed-role-chain',
  'config.mixed-login-session',
  'config.mixed-session-differs',
  'config.mixed-defaults',
  'config.mixed-key-case',
  'config.mixed-header',
  'config.mixed-default-twice',
  'config.mixed-profile-twice',
  'config.shadowed-by-credentials',
  'config.foreign-keys',
  'config.static-keys-replaced',
  'config.default-static',
  'config.session-not-there',
  'config.session-differs',
  'config.session-gone',
  'config.not-sso-profile',
  'aliyun.current-unknown',
  'aliyun.region-missing',
  'aliyun.region-invalid',
  'aliyun.mode-missing',
  'aliyun.mode-case',
  'aliyun.mode-unknown',
  'aliyun.field-missing',
  'aliyun.site-invalid',
  'aliyun.expiry-milliseconds',
  'aliyun.profile-twice',
  'aliyun.mode-not-in-sdks',
  'aliyun.mode-not-in-terraform',
  'aliyun.native-taken',
  'aliyun.native-unavailable',
  'aliyun.profile-of-session',
  'aliyun.keys-replaced',
  'aliyun.start-afresh',
  'aliyun.nothing-to-repair',
  'sign-in.required',
  'sign-in.denied',
  'sign-in.cancelled',
  'sign-in.replaced',
  'sign-in.timed-out',
  'sign-in.code-expired',
  'sign-in.rejected',
  'sign-in.registration-rejected',
  'sign-in.registration-expired',
  'sign-in.client-unauthorized',
  'sign-in.redirect-rejected',
  'sign-in.flow-unsupported',
  'sign-in.scope-rejected',
  'sign-in.request-rejected',
  'sign-in.encryption-key',
  'sign-in.portal-ended',
  'sign-in.token-rejected',
  'sign-in.renewal-refused',
  'sign-in.throttled',
  'sign-in.wrong-region',
  'sign-in.sign-out-first',
  'sign-in.portal-not-found',
  'sign-in.port-unavailable',
  'sign-in.ports-busy',
  'sign-in.nobody-returned',
  'sign-in.browser-unavailable',
  'identity.changed',
  'identity.not-asked',
  'portal.unauthorized',
  'portal.forbidden',
  'portal.not-found',
  'portal.throttled',
  'portal.invalid-request',
  'paste.too-large',
  'paste.unsafe',
  'paste.not-recognised',
  'paste.incomplete',
  'paste.not-callback',
  'paste.other-sign-in',
  'credentials.expired',
  'credentials.rejected',
  'server.failed',
  'server.malformed',
  'network.unreachable',
  'network.timed-out',
  'network.tls',
  'network.proxy-failed',
  'network.ca-bundle',
  'network.too-large',
  'network.redirected',
  'network.origin-refused',
  'guard.confirmation-needed',
  'practice.unavailable',
  'runtime.practice-only',
  'clipboard.unavailable',
  'console.page-refused',
  'console.service-unknown',
  'console.region-elsewhere',
  'console.no-address',
  'console.profile-without-role',
  'console.sign-in-refused',
  'browser.url-refused',
  'browser.missing',
  'browser.no-private-window',
  'browser.profile-unknown',
  'app.busy',
  'app.cancelled',
  'app.internal',
] as const;

export type AppErrorCode = (typeof appErrorCodes)[number];

export interface AppError {
  readonly code: AppErrorCode;
  readonly params?: Params;
}

type Placeholders<Text> = Text extends `${string}{{${infer Name}}}${infer Rest}`
  ? Name | Placeholders<Rest>
  : never;

/** What the fuller words of a code name. */
type NamedBy<Code extends AppErrorCode> = Code extends `${infer Group}.${infer Name}`
  ? Group extends keyof typeof errors
    ? Name extends keyof (typeof errors)[Group]
      ? (typeof errors)[Group][Name] extends { readonly named: infer Named }
        ? Placeholders<Named>
        : never
      : never
    : never
  : never;

type Params = Readonly<Record<string, string | number>>;

/** Parameters name all that the fuller words name, else these would never be seen; the file may become known further up. */
type ParamsOf<Code extends AppErrorCode> = Code extends AppErrorCode
  ? Params & { readonly [Name in NamedBy<Code> as Exclude<Name, 'file'>]: string | number }
  : never;

/** An error value. */
export function appError<Code extends AppErrorCode>(code: Code, params?: ParamsOf<Code>): AppError {
  return params === undefined ? { code } : { code, params };
}
