import { describe, expect, it } from 'vitest';
import { parseCloudSsoUrl } from '../../../shared/aliyun/cloud-sso-url.ts';

const host = 'https://signin-cn-shanghai.alibabacloudsso.com';

describe('the sign-in URL of a CloudSSO directory', () => {
  it.each([
    [`${host}/start/login`, '/start/login'],
    [`  ${host}/start/login/  `, '/start/login'],
    [`${host}/device/login`, '/device/login'],
    [`${host}/device/login?user_code=ABCD-EFGH`, '/device/login'],
    [`${host}/device`, '/device/login'],
    [`${host}/start#/accounts`, '/start/login'],
    [`${host}/start/home?x=1`, '/start/login'],
    [host, '/start/login'],
    [`${host}/`, '/start/login'],
    ['HTTPS://Signin-CN-Shanghai.AlibabaCloudSSO.com/start/login', '/start/login'],
  ])('%s leads to its page of that kind', (text, path) => {
    expect(parseCloudSsoUrl(text, { allowLoopbackHttp: false })).toEqual({
      ok: true,
      value: `${host}${path}`,
    });
  });

  it.each([
    '',
    'signin-cn-shanghai.alibabacloudsso.com/start/login',
    'http://signin-cn-shanghai.alibabacloudsso.com/start/login',
    'https:signin-cn-shanghai.alibabacloudsso.com/start/login',
    'https://alibabacloudsso.com/start/login',
    'https://.alibabacloudsso.com/start/login',
    'https://a.b.alibabacloudsso.com/start/login',
    'https://evilalibabacloudsso.com/start/login',
    'https://signin.alibabacloudsso.com.evil.example/start/login',
    'https://signin.alibabacloudsso.com:8443/start/login',
    'https://user@signin.alibabacloudsso.com/start/login',
    'https://evil.example\\@signin.alibabacloudsso.com/start/login',
    'https://signin.alibabacloudsso.com/other',
    'https://signin.alibabacloudsso.com/startled',
    'https://signin.aliyun.com/start/login',
    'http://127.0.0.1:4711/start/login',
    'http://localhost:4711/start/login',
    `https://signin.alibabacloudsso.com/start/${'a'.repeat(1100)}`,
    'https://signin.alibabacloudsso.com/start/lo gin',
  ])('is not %s', (text) => {
    expect(parseCloudSsoUrl(text, { allowLoopbackHttp: false })).toMatchObject({
      ok: false,
      error: { code: 'input.sign-in-url-invalid' },
    });
  });

  it('may be one of a stand-in on this machine, taken as it stands', () => {
    const url = 'http://127.0.0.1:4711/aliyun/cloud-sso/start/login';
    expect(parseCloudSsoUrl(`${url}?x#y`, { allowLoopbackHttp: true })).toEqual({ ok: true, value: url });
    expect(parseCloudSsoUrl('http://localhost:4711/start/login', { allowLoopbackHttp: true }).ok).toBe(false);
  });
});
