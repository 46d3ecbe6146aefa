import { describe, expect, test } from 'vitest';
import { createRedactor } from '../../electron/core/redact.ts';

const redact = (text: string) => createRedactor({ homeDirectory: '/home/ada' }).redact(text);

describe('what looks like a secret is taken out, known or not (R-31)', () => {
  test.each([
    ['an access key id', 'got ASIAIOSFODNN7EXAMPLE back', 'got [redacted] back'],
    ['a role id', 'AROACKCEVSQ6C2EXAMPLE:ada', '[redacted]:ada'],
    ['a secret access key', 'x wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLE0K3 y', 'x [redacted] y'],
    ['a session token', 'IQoJb3JpZ2luX2VjEJr//////////wEaCXVzLWVhc3Q', '[redacted]'],
    ['an SSO access token', 'aoaAAAAAGYk3Z2Qx7yVbN8sTz:MEUCIQDexample+x', '[redacted]'],
    ['an SSO refresh token', 'aorAAAAAGdL7rT2yVbN8sTzWw', '[redacted]'],
    ['a JWT', 'id eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl end', 'id [redacted] end'],
    ['a bearer header', 'authorization: Bearer abc.def', 'authorization: [redacted] [redacted]'],
    ['basic credentials', 'Basic dXNlcjpwYXNz', 'Basic [redacted]'],
    ['an INI line', 'aws_secret_access_key = short', 'aws_secret_access_key = [redacted]'],
    ['a JSON field', '{"refreshToken":"short","n":1}', '{"refreshToken":"[redacted]","n":1}'],
    ['a JSON field in a string', '{\\"clientSecret\\":\\"short\\"}', '{\\"clientSecret\\":\\"[redacted]\\"}'],
    ['a shell line', 'export AWS_SESSION_TOKEN=short', 'export AWS_SESSION_TOKEN=[redacted]'],
    ['a query', 'GET https://a.example/p?code=1&state=2 ok', 'GET https://a.example/p?[redacted] ok'],
    ['a fragment', 'https://a.example/start#/device?user_code=1', 'https://a.example/start?[redacted]'],
    ['a password in a URL', 'https://ada:pw@a.example/', 'https://a.example/'],
    ['an e-mail address', 'for ada.l+x@example.co.uk.', 'for [e-mail].'],
    ['a user code', 'enter BCDF-GHJK now', 'enter [redacted] now'],
    ['an account id', 'account 123456789012, role x', 'account …9012, role x'],
    ['the home directory', 'EACCES /home/ada/.aws/config', 'EACCES ~/.aws/config'],
    [
      "another user's home",
      '/home/bob/x C:\\Users\\Bob\\y /Users/eve',
      '/home/[user]/x C:\\Users\\[user]\\y /Users/[user]',
    ],
    ['a private key', '-----BEGIN EC PRIVATE KEY-----\nabc\n-----END EC PRIVATE KEY-----', '[redacted]'],
    ['anything long and opaque', `x ${'aB3'.repeat(40)} y`, 'x [redacted] y'],
    ['Alibaba Cloud keys', 'LTAI5tExampleExample1 STS.NTexampleEXAMPLE1', '[redacted] [redacted]'],
  ])('%s', (_, text, expected) => {
    expect(redact(text)).toBe(expected);
  });
});

test.each([
  ['codes of errors', 'network.timed-out sign-in.denied'],
  ['a SHA-1 in hexadecimal', '2fd4e1c67a2d28fced849ee1bb76e7391b93eb12'],
  ['a time', '2026-10-01T12:00:00Z'],
  ['milliseconds', '1790856000000'],
  ['a version and a port', '45.4.1 on 127.0.0.1:49152'],
  ['a UUID', '123e4567-e89b-42d3-a456-426614174000'],
  ['a region and a host', 'oidc.us-east-1.amazonaws.com'],
])('%s stay readable', (_, text) => {
  expect(redact(text)).toBe(text);
});

test('a value is protected only as long as it is registered', () => {
  const redactor = createRedactor({ homeDirectory: '' });
  const release = redactor.register('live-secret-value');
  expect(redactor.redact('a live-secret-value b')).toBe('a [redacted] b');
  release();
  expect(redactor.redact('a live-secret-value b')).toBe('a live-secret-value b');
});

test('a secret within a secret goes with it', () => {
  const redactor = createRedactor({ homeDirectory: '' });
  redactor.register('outer-inner-secret-outer');
  redactor.register('inner-secret');
  expect(redactor.redact('a outer-inner-secret-outer b')).toBe('a [redacted] b');
});

test('a value too short to be a secret does not riddle the log', () => {
  const redactor = createRedactor({ homeDirectory: '' });
  redactor.register('the');
  redactor.register('a      b');
  expect(redactor.redact('the cab is there')).toBe('the cab is there');
});
