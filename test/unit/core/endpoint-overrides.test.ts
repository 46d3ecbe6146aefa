import { describe, expect, it } from 'vitest';
import { endpointOverrides } from '../../../electron/core/sessions/endpoint-overrides.ts';

const refused = (variable: string, value: string) => {
  const outcome = endpointOverrides({ [variable]: value });
  return outcome.ok ? null : outcome.error.code;
};

describe('endpoints from the environment', () => {
  it.each([
    ['AWS_ENDPOINT_URL_SSO_OIDC', 'https://oidc.us-east-1.amazonaws.com'],
    ['AWS_ENDPOINT_URL_SSO_OIDC', 'https://oidc-fips.us-gov-west-1.amazonaws.com'],
    ['AWS_ENDPOINT_URL_SSO', 'https://portal.sso.cn-north-1.amazonaws.com.cn'],
    ['AWS_ENDPOINT_URL_SSO', 'https://portal.sso.eu-west-1.api.aws'],
    ['AWS_ENDPOINT_URL_STS', 'https://sts.amazonaws.com'],
    ['AWS_ENDPOINT_URL_STS', 'https://vpce-0a1b2c-xyz.sts.eu-central-1.vpce.amazonaws.com'],
    ['AWS_ENDPOINT_URL_STS', 'http://127.0.0.1:4566/sts'],
    ['AWS_ENDPOINT_URL_STS', 'https://[::1]:4566'],
  ])('may be %s=%s', (variable, value) => {
    expect(refused(variable, value)).toBeNull();
  });

  it.each([
    // Anybody can have a name below the vendor's domains.
    ['AWS_ENDPOINT_URL_SSO', 'https://abc123.execute-api.us-east-1.amazonaws.com'],
    ['AWS_ENDPOINT_URL_SSO', 'https://bucket.s3.amazonaws.com'],
    ['AWS_ENDPOINT_URL_SSO_OIDC', 'https://oidc.s3.amazonaws.com'],
    ['AWS_ENDPOINT_URL_SSO_OIDC', 'https://oidc.us-east-1.elb.amazonaws.com'],
    ['AWS_ENDPOINT_URL_SSO_OIDC', 'https://oidc.us-east-1.evil.amazonaws.com'],
    ['AWS_ENDPOINT_URL_STS', 'https://vpce-0a.vpce-svc-0b.us-east-1.vpce.amazonaws.com'],
    ['AWS_ENDPOINT_URL_STS', 'https://ec2-1-2-3-4.compute-1.amazonaws.com'],
    // Another service of the vendor.
    ['AWS_ENDPOINT_URL_SSO', 'https://sts.amazonaws.com'],
    ['AWS_ENDPOINT_URL_SSO', 'https://oidc.us-east-1.amazonaws.com'],
    // The right host, and somewhere else after all.
    ['AWS_ENDPOINT_URL_SSO', 'https://portal.sso.us-east-1.amazonaws.com:8443'],
    ['AWS_ENDPOINT_URL_SSO', 'https://portal.sso.us-east-1.amazonaws.com.example.net'],
    ['AWS_ENDPOINT_URL_SSO', 'https://example.net/portal.sso.us-east-1.amazonaws.com'],
  ])('may be %s=%s only once the user has allowed that host', (variable, value) => {
    const { host } = new URL(value);
    expect(endpointOverrides({ [variable]: value })).toEqual({
      ok: false,
      error: { code: 'input.endpoint-unconfirmed', params: { variable, host } },
    });
    expect(endpointOverrides({ [variable]: value }, ['other.example.net'])).toMatchObject({ ok: false });
    expect(endpointOverrides({ [variable]: value }, [host])).toMatchObject({ ok: true });
  });

  it.each([
    ['AWS_ENDPOINT_URL_SSO', 'http://portal.sso.us-east-1.amazonaws.com'],
    ['AWS_ENDPOINT_URL_SSO', 'https://portal.sso.us-east-1.amazonaws.com@evil.example'],
    ['AWS_ENDPOINT_URL_SSO', 'https://evil.example/?portal'],
    ['AWS_ENDPOINT_URL_SSO', 'http://localhost:4566'],
    ['AWS_ENDPOINT_URL_SSO', 'http://127.0.0.1.evil.example'],
    ['AWS_ENDPOINT_URL_SSO', 'http://0.0.0.0:4566'],
    ['AWS_ENDPOINT_URL_SSO', 'ftp://evil.example'],
    ['AWS_ENDPOINT_URL_SSO', 'evil.example'],
  ])('may not be %s=%s, whatever was allowed', (variable, value) => {
    const hosts = ['evil.example', 'localhost:4566', '127.0.0.1.evil.example', '0.0.0.0:4566'];
    expect(endpointOverrides({ [variable]: value }, hosts)).toMatchObject({
      ok: false,
      error: { code: 'input.endpoint-invalid' },
    });
  });
});
