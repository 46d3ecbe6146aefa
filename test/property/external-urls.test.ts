import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { allowExternalUrl, type ExternalUrlContext } from '../../electron/core/external-urls.ts';

const nowhere: ExternalUrlContext = { practiceOrigin: null, sessionOrigins: [] };
const here: ExternalUrlContext = {
  practiceOrigin: 'http://127.0.0.1:40123',
  sessionOrigins: ['https://aws.example.com', 'http://127.0.0.1:4566', 'https://sso.example.com:8443'],
};

function isAllowed(url: string, context = nowhere): boolean {
  return allowExternalUrl(url, context).ok;
}

/** One of every kind of page of security.md §0.8. */
const vendorPages = [
  'https://oidc.us-east-1.amazonaws.com/authorize?response_type=code&client_id=x&redirect_uri=http%3A%2F%2F127.0.0.1%3A1234%2Foauth%2Fcallback',
  'https://oidc.us-east-1.api.aws/authorize?x=1',
  'https://oidc-fips.us-east-1.amazonaws.com/authorize',
  'https://oidc.us-gov-west-1.amazonaws.com/authorize',
  'https://oidc.cn-north-1.amazonaws.com.cn/authorize',
  'https://oidc.cn-north-1.api.amazonwebservices.com.cn/authorize',
  'https://oidc.eusc-de-east-1.amazonaws.eu/authorize',
  'https://d-1234567890.awsapps.com/start',
  'https://my-company.awsapps.com/start/#/console?account_id=1&role_name=x',
  'https://my-company.awsapps.com/start/#/device?user_code=BCDF-GHJK',
  'https://my-company.awsapps.cn/start',
  'https://start.us-gov-home.awsapps.com/directory/d-1234567890',
  'https://start.us-gov-west-1.us-gov-home.awsapps.com/directory/d-1234567890/#/console',
  'https://start.home.awsapps.cn/directory/d-1234567890',
  'https://start.cn-northwest-1.home.awsapps.cn/directory/d-1234567890',
  'https://ssoins-1234567890abcdef.portal.us-east-1.app.aws/',
  'https://ssoins-1234567890abcdef.us-east-1.portal.amazonaws.com/#/device',
  'https://ssoins-1234567890abcdef.cn-north-1.portal.amazonaws.com.cn/',
  'https://ssoins-1234567890abcdef.portal.cn-north-1.app.amazonwebservices.com.cn/',
  'https://ssoins-1234567890abcdef.portal.eusc-de-east-1.api.amazonwebservices.eu/',
  'https://device.sso.us-east-2.amazonaws.com/?user_code=PCTQ-SGXX',
  'https://device.sso.us-gov-east-1.amazonaws.com/',
  'https://us-east-1.signin.aws/',
  'https://signin.aws.amazon.com/federation?Action=login',
  'https://us-west-2.signin.aws.amazon.com/oauth?Action=logout',
  'https://signin.amazonaws.cn/federation',
  'https://signin.amazonaws-us-gov.com/federation',
  'https://signin.amazonaws-eusc.eu/federation',
  'https://console.aws.amazon.com/console/home?region=us-east-1',
  'https://us-west-2.console.aws.amazon.com/console/home',
  'https://console.amazonaws.cn/',
  'https://console.amazonaws-us-gov.com/',
  'https://console.amazonaws-eusc.eu/',
  'https://signin.aliyun.com/oauth2/v1/auth',
  'https://signin.alibabacloud.com/oauth2/v1/auth',
  'https://ram.console.aliyun.com/applications?activeTab=ThirdParty',
  'https://signin-cn-shanghai.alibabacloudsso.com/start/login',
];

describe('the allow-list of external URLs (R-44)', () => {
  test.each(vendorPages)('%s may be opened, exactly as it is', (url) => {
    expect(allowExternalUrl(url, nowhere)).toEqual({ ok: true, value: url });
  });

  test.each([
    ['any other site', 'https://example.com/'],
    ['plain http', 'http://signin.aws.amazon.com/'],
    ['plain http to a stranger on loopback', 'http://127.0.0.1:8080/'],
    ['another scheme', 'file:///etc/passwd'],
    ['a program', 'ms-msdt:/id'],
    ['script', 'javascript:alert(1)'],
    ['data', 'data:text/html,x'],
    ['a user name', 'https://signin.aws.amazon.com@evil.example/'],
    ['a user name in front of the right host', 'https://x@signin.aws.amazon.com/'],
    ['a password', 'https://x:y@signin.aws.amazon.com/'],
    ['a port', 'https://signin.aws.amazon.com:8443/'],
    ['a longer host', 'https://signin.aws.amazon.com.evil.example/'],
    ['a host that only ends alike', 'https://evilsignin.aws.amazon.com/'],
    ['another host of the same domain', 'https://s3.amazonaws.com/bucket'],
    ['a bucket that is named like a service', 'https://oidc.s3.us-east-1.amazonaws.com/authorize'],
    ['another path of the OIDC host', 'https://oidc.us-east-1.amazonaws.com/token'],
    ['a region that is none', 'https://oidc.evil.amazonaws.com/authorize'],
    ['a subdomain of a portal', 'https://a.b.awsapps.com/start'],
    ['the bare domain of portals', 'https://awsapps.com/start'],
    ['another path of a portal', 'https://my-company.awsapps.com/other'],
    ['a path that begins alike', 'https://my-company.awsapps.com/starting'],
    ['punycode', 'https://xn--80ak6aa92e.awsapps.com/start'],
    ['letters of other scripts', 'https://my-cоmpany.awsapps.com/start'],
    ['full-width letters', 'https://ｓignin.aws.amazon.com/'],
    ['a dot at the end of the host', 'https://signin.aws.amazon.com./'],
    ['an empty label', 'https://.awsapps.com/start'],
    ['an underscore in the host', 'https://a_b.awsapps.com/start'],
    ['backslashes', 'https:\\\\signin.aws.amazon.com\\'],
    ['a backslash before the at sign', 'https://signin.aws.amazon.com\\@evil.example/'],
    ['a tab', 'https://signin.aws.amazon\t.com/'],
    ['a line break', 'https://signin.aws.amazon.com/\r\nx'],
    ['a NUL', 'https://signin.aws.amazon.com/\0'],
    ['a blank in front', ' https://signin.aws.amazon.com/'],
    ['too much', `https://signin.aws.amazon.com/${'x'.repeat(2048)}`],
    ['nothing', ''],
    ['half a URL', '//signin.aws.amazon.com/'],
    ['a deeper CloudSSO host', 'https://a.b.alibabacloudsso.com/'],
  ])('%s may not', (_, url) => {
    expect(allowExternalUrl(url, nowhere)).toMatchObject({
      ok: false,
      error: { code: 'browser.url-refused' },
    });
  });

  test('what the session or the running practice cloud brings is allowed by its exact origin', () => {
    expect(isAllowed('http://127.0.0.1:40123/authorize?x=1', here)).toBe(true);
    expect(isAllowed('https://aws.example.com/start', here)).toBe(true);
    expect(isAllowed('http://127.0.0.1:4566/authorize', here)).toBe(true);
    expect(isAllowed('https://sso.example.com:8443/x', here)).toBe(true);
  });

  test.each([
    ['another port', 'http://127.0.0.1:40124/authorize'],
    ['another loopback address', 'http://127.0.0.2:40123/authorize'],
    ['a name for loopback', 'http://localhost:40123/authorize'],
    ['https instead of http', 'https://127.0.0.1:40123/authorize'],
    ['http instead of https', 'http://aws.example.com/start'],
    ['a subdomain', 'https://x.aws.example.com/start'],
    ['the default port of a host with another', 'https://sso.example.com/x'],
  ])('%s is another origin', (_, url) => {
    expect(isAllowed(url, here)).toBe(false);
  });

  test('a plain http origin off loopback is not allowed even if the context has it', () => {
    const context = { practiceOrigin: 'http://evil.example', sessionOrigins: ['http://evil.example'] };
    expect(isAllowed('http://evil.example/', context)).toBe(false);
    expect(isAllowed('file:///etc/passwd', { ...context, sessionOrigins: ['null', 'file://'] })).toBe(false);
  });

  test('whatever text comes, what is allowed is https to a vendor host on the default port', () => {
    const pieces = fc.constantFrom(
      ...[
        'https://',
        'http://',
        'HTTPS://',
        '//',
        '\\\\',
        'signin.aws.amazon.com',
        'my.awsapps.com',
        '/start',
        '@',
      ],
      ...[
        ':443',
        ':80',
        ':8443',
        '.',
        '/',
        '\\',
        '#',
        '?',
        '%2f',
        '%00',
        '\t',
        '\u3002',
        '\uff0f',
        'evil.example',
        'x:y@',
      ],
      ...[
        'oidc.us-east-1.amazonaws.com',
        '/authorize',
        '..',
        'xn--',
        '\u0430',
        '[::1]',
        '127.0.0.1',
        ';',
        ' ',
      ],
    );
    let allowed = 0;
    fc.assert(
      fc.property(
        fc.oneof(
          fc.array(pieces, { maxLength: 8 }).map((parts) => parts.join('')),
          fc.array(pieces, { maxLength: 4 }).map((parts) => `https://${parts.join('')}`),
          fc.array(pieces, { maxLength: 3 }).map((parts) => `https://signin.aws.amazon.com${parts.join('')}`),
          fc.webUrl({ withFragments: true, withQueryParameters: true }),
        ),
        (text) => {
          const result = allowExternalUrl(text, nowhere);
          if (result.ok) {
            allowed += 1;
            expect(result.value).toMatch(
              /^https:\/\/(signin\.aws\.amazon\.com\/|[a-z0-9-]+\.awsapps\.com\/start([/?#]|$)|oidc\.us-east-1\.amazonaws\.com\/authorize([?#]|$))/,
            );
            expect(result.value).not.toMatch(/[\\\s\0]|[^\x20-\x7e]/);
            expect(new URL(result.value).href).toBe(result.value);
          }
        },
      ),
      { numRuns: 20_000 },
    );
    expect(allowed).toBeGreaterThan(50);
  });

  test('no change of one character makes another host of a vendor page', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...vendorPages),
        fc.nat(),
        fc.oneof(
          fc.constantFrom('@', '\\', '/', '.', ':', '?', '#', '%', '-', '\u3002'),
          fc.string({ maxLength: 1 }),
        ),
        fc.boolean(),
        (page, at, character, replaces) => {
          const position = at % page.length;
          const changed = page.slice(0, position) + character + page.slice(position + (replaces ? 1 : 0));
          const result = allowExternalUrl(changed, nowhere);
          if (result.ok) {
            expect(new URL(result.value).hostname).toMatch(
              /\.(amazonaws\.(com|com\.cn|eu)|api\.aws|amazonwebservices\.(com\.cn|eu)|awsapps\.(com|cn)|app\.aws|signin\.aws|aws\.amazon\.com|amazonaws\.cn|amazonaws-us-gov\.com|amazonaws-eusc\.eu|aliyun\.com|alibabacloud\.com|alibabacloudsso\.com)$/,
            );
          }
        },
      ),
      { numRuns: 20_000 },
    );
  });
});
