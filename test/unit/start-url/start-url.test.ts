import { describe, expect, test } from 'vitest';
import { parseStartUrl } from '../../../shared/start-url/index.ts';

const invalid = { ok: false, error: { code: 'input.start-url-invalid' } };
const notHttps = { ok: false, error: { code: 'input.start-url-not-https' } };

describe('a start URL or issuer URL', () => {
  test.each([
    ['as the portal shows it', 'https://d-1234567890.awsapps.com/start'],
    ['with an alias', 'https://my-company.awsapps.com/start'],
    ['dual-stack', 'https://ssoins-1234567890abcdef.portal.us-east-1.app.aws'],
    ['IPv4', 'https://ssoins-1234567890abcdef.us-east-1.portal.amazonaws.com'],
    ['of GovCloud', 'https://start.us-gov-west-1.us-gov-home.awsapps.com/directory/d-1234567890'],
    ['of China', 'https://start.home.awsapps.cn/directory/d-1234567890'],
    ['an issuer', 'https://identitycenter.amazonaws.com/ssoins-1234567890abcdef'],
    ['of their own domain', 'https://aws.example.com'],
  ])('%s is taken as it is', (_, text) => {
    expect(parseStartUrl(text)).toEqual({ ok: true, value: { startUrl: text } });
  });

  test.each([
    ['blanks around', '  https://my-company.awsapps.com/start\n'],
    ['a slash', 'https://my-company.awsapps.com/start/'],
    ['#/', 'https://my-company.awsapps.com/start#/'],
    ['/#/', 'https://my-company.awsapps.com/start/#/'],
    ['a page of the portal', 'https://my-company.awsapps.com/start/#/?tab=accounts'],
    ['a query', 'https://my-company.awsapps.com/start?x=1'],
    ['capitals in the host', 'HTTPS://My-Company.AwsApps.com/start'],
    ['the default port', 'https://my-company.awsapps.com:443/start'],
  ])('pasted with %s is cleaned', (_, text) => {
    expect(parseStartUrl(text)).toEqual({
      ok: true,
      value: { startUrl: 'https://my-company.awsapps.com/start' },
    });
  });

  test('keeps capitals in the path', () => {
    expect(parseStartUrl('https://aws.example.com/Start/')).toMatchObject({
      value: { startUrl: 'https://aws.example.com/Start' },
    });
  });

  test.each([
    ['nothing', ''],
    ['blanks', '   '],
    ['a name', 'my-company'],
    ['a host without scheme', 'my-company.awsapps.com/start'],
    ['a bare host name', 'https://portal/start'],
    ['an address', 'https://192.0.2.1/start'],
    ['a user name', 'https://user@my-company.awsapps.com/start'],
    ['a password', 'https://user:pass@my-company.awsapps.com/start'],
    ['another port', 'https://my-company.awsapps.com:8443/start'],
    ['another scheme', 'ftp://my-company.awsapps.com/start'],
    ['script', 'javascript:alert(1)'],
    ['a missing slash', 'https:my-company.awsapps.com/start'],
    ['a third slash', 'https:///my-company.awsapps.com/start'],
    ['backslashes', 'https:\\\\my-company.awsapps.com\\start'],
    ['a blank inside', 'https://my-company.awsapps.com/st art'],
    ['a line break inside', 'https://my-company.awsapps.com/st\nart'],
    ['a tab inside', 'https://my-company.\tawsapps.com/start'],
    ['a NUL', 'https://my-company.awsapps.com/start\0'],
    ['look-alike letters', 'https://my-cоmpany.awsapps.com/start'],
    ['a bracket', 'https://my-company.awsapps.com/start]'],
    ['a semicolon', 'https://my-company.awsapps.com/start;x'],
    ['too much', `https://my-company.awsapps.com/${'x'.repeat(1024)}`],
  ])('is not %s', (_, text) => {
    expect(parseStartUrl(text)).toMatchObject(invalid);
  });

  test('over plain http is told apart', () => {
    expect(parseStartUrl('http://my-company.awsapps.com/start')).toMatchObject(notHttps);
  });

  test('over plain http is taken on a loopback address, if asked for', () => {
    const text = 'http://127.0.0.1:4040/start/';
    expect(parseStartUrl(text)).toMatchObject(notHttps);
    expect(parseStartUrl(text, { allowLoopbackHttp: true })).toEqual({
      ok: true,
      value: { startUrl: 'http://127.0.0.1:4040/start' },
    });
    expect(parseStartUrl('http://localhost:4040/start', { allowLoopbackHttp: true })).toMatchObject(notHttps);
    expect(parseStartUrl('http://127.0.0.1.example.com/start', { allowLoopbackHttp: true })).toMatchObject(
      notHttps,
    );
  });
});
