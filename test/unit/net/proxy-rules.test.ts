import { describe, expect, test } from 'vitest';
import {
  bypassesProxy,
  isNoProxyList,
  maskedProxy,
  parseProxyUrl,
  proxyOfPac,
} from '../../../shared/net/proxy-rules.ts';

describe('the address of a proxy', () => {
  test.each([
    ['http://proxy.example:8080', 'http://proxy.example:8080/'],
    ['proxy.example:8080', 'http://proxy.example:8080/'],
    [' http://proxy.example:8080/ ', 'http://proxy.example:8080/'],
    ['https://proxy.example', 'https://proxy.example/'],
    ['http://kim:p%40ss@proxy.example:3128', 'http://kim:p%40ss@proxy.example:3128/'],
    ['http://[::1]:3128', 'http://[::1]:3128/'],
  ])('%s is read', (text, href) => {
    expect(parseProxyUrl(text)?.href).toBe(href);
  });

  test.each([
    '',
    'socks5://proxy.example:1080',
    'http://proxy.example:8080/path',
    'http://proxy.example:8080/?a=b',
    'http://',
    'http://pro xy:1',
    'http://proxy.example:99999',
    'http://kim:%zz@proxy.example:1',
    'http://proxy.example\r\nX: y',
    'file:///etc/passwd',
  ])('%j is none', (text) => {
    expect(parseProxyUrl(text)).toBe(null);
  });

  test('is shown without name and password', () => {
    expect(maskedProxy('http://kim:geheim@proxy.example:8080')).toBe('http://•••@proxy.example:8080');
    expect(maskedProxy('kim:geheim@proxy.example:8080')).toBe('http://•••@proxy.example:8080');
    expect(maskedProxy('proxy.example:8080')).toBe('http://proxy.example:8080');
    expect(maskedProxy('no proxy: geheim')).toBe('•••');
  });
});

describe('NO_PROXY', () => {
  test.each([
    ['*', 'https://any.example/'],
    ['example.com', 'https://example.com/'],
    ['example.com', 'https://oidc.example.com/'],
    ['.example.com', 'https://oidc.example.com/'],
    ['.example.com', 'https://example.com/'],
    ['*.example.com', 'https://oidc.example.com/'],
    ['EXAMPLE.com', 'https://Oidc.Example.Com/'],
    ['example.com.', 'https://oidc.example.com/'],
    ['other.example, example.com', 'https://example.com/'],
    ['other.example example.com', 'https://example.com/'],
    ['example.com:443', 'https://example.com/'],
    ['example.com:8443', 'https://example.com:8443/'],
    ['10.1.2.3', 'https://10.1.2.3/'],
    ['10.0.0.0/8', 'https://10.200.3.4/'],
    ['0.0.0.0/0', 'https://10.200.3.4/'],
    ['192.168.1.128/25', 'https://192.168.1.200/'],
    ['fd00::/8', 'https://[fd12:3456::1]/'],
    ['[fd12:3456::1]:443', 'https://[fd12:3456::1]/'],
    ['fd12:3456:0:0:0:0:0:1', 'https://[fd12:3456::1]/'],
  ])('%s exempts %s', (list, url) => {
    expect(bypassesProxy(list, new URL(url))).toBe(true);
  });

  test.each([
    ['', 'https://example.com/'],
    [' , ', 'https://example.com/'],
    ['example.com', 'https://notexample.com/'],
    ['oidc.example.com', 'https://example.com/'],
    ['example.com', 'https://example.com.evil.example/'],
    ['example.com:8443', 'https://example.com/'],
    ['com.', 'https://example.org/'],
    ['10.0.0.0/8', 'https://11.0.0.1/'],
    ['192.168.1.128/25', 'https://192.168.1.127/'],
    ['2.3', 'https://10.1.2.3/'],
    ['10.0.0.0/33', 'https://10.0.0.1/'],
    ['10.0.0.0/x', 'https://10.0.0.1/'],
    ['fd00::/8', 'https://[fc00::1]/'],
    ['10.0.0.0/8', 'https://10.example/'],
    ['0.0.0.0/0', 'https://[fd00::1]/'],
  ])('%j does not exempt %s', (list, url) => {
    expect(bypassesProxy(list, new URL(url))).toBe(false);
  });

  test('is a list of hosts, or is not', () => {
    const lists = [
      '*',
      'a.example,.b.example',
      '*.c.example 10.0.0.0/8',
      '[::1]:80',
      'fd00::/8',
      'intranet',
      '',
    ];
    expect(lists.filter((list) => !isNoProxyList(list))).toEqual([]);
    const others = ['http://a.example', 'a*b', '10.0.0.0/40', 'a/8', '10.0.0.0/8/9', 'a..b', 'é.example'];
    expect(others.filter((list) => isNoProxyList(list))).toEqual([]);
  });
});

describe('what the system answers', () => {
  test.each([
    ['DIRECT', null],
    ['', null],
    ['PROXY proxy.example:8080', 'http://proxy.example:8080'],
    ['PROXY proxy.example:8080; DIRECT', 'http://proxy.example:8080'],
    ['HTTPS proxy.example:443;PROXY other:1', 'https://proxy.example:443'],
    ['SOCKS5 socks.example:1080; PROXY proxy.example:8080', 'http://proxy.example:8080'],
    ['SOCKS socks.example:1080; DIRECT', null],
    ['DIRECT; PROXY proxy.example:8080', null],
    ['proxy proxy.example:8080', 'http://proxy.example:8080'],
    ['PROXY', null],
  ])('%j leads through %j', (answer, proxy) => {
    expect(proxyOfPac(answer)).toBe(proxy);
  });
});
