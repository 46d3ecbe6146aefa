import { describe, expect, test } from 'vitest';
import {
  parseStartUrl,
  readAccessKeysText,
  readStartUrl,
  regionConflict,
  scopesWarning,
} from '../../../shared/start-url/index.ts';
import { parseDuration, typedDuration } from '../../../shared/time/duration.ts';
import { DAY, HOUR, MINUTE } from '../../../shared/model/instant.ts';

describe('what an address tells by itself (protocol/aws.md §1.5)', () => {
  test.each([
    ['https://d-1234567890.awsapps.com/start', 'portal', null, 'aws', false],
    ['https://my-company.awsapps.com/start', 'portal', null, 'aws', false],
    ['https://ssoins-1234567890abcdef.portal.eu-west-1.app.aws', 'portal', 'eu-west-1', 'aws', true],
    [
      'https://ssoins-1234567890abcdef.portal.us-gov-west-1.app.aws',
      'portal',
      'us-gov-west-1',
      'aws-us-gov',
      true,
    ],
    ['https://ssoins-1234567890abcdef.eu-west-1.portal.amazonaws.com', 'portal', 'eu-west-1', 'aws', false],
    [
      'https://ssoins-1234567890abcdef.cn-north-1.portal.amazonaws.com.cn',
      'portal',
      'cn-north-1',
      'aws-cn',
      false,
    ],
    [
      'https://ssoins-1234567890abcdef.portal.cn-north-1.app.amazonwebservices.com.cn',
      'portal',
      'cn-north-1',
      'aws-cn',
      true,
    ],
    [
      'https://ssoins-1234567890abcdef.eusc-de-east-1.portal.amazonaws.eu',
      'portal',
      'eusc-de-east-1',
      'aws-eusc',
      false,
    ],
    [
      'https://ssoins-1234567890abcdef.portal.eusc-de-east-1.api.amazonwebservices.eu',
      'portal',
      'eusc-de-east-1',
      'aws-eusc',
      true,
    ],
    ['https://start.us-gov-home.awsapps.com/directory/d-1234567890', 'portal', null, 'aws-us-gov', false],
    [
      'https://start.us-gov-east-1.us-gov-home.awsapps.com/directory/d-1',
      'portal',
      'us-gov-east-1',
      'aws-us-gov',
      false,
    ],
    ['https://start.home.awsapps.cn/directory/d-1234567890', 'portal', null, 'aws-cn', false],
    [
      'https://start.cn-northwest-1.home.awsapps.cn/directory/d-1',
      'portal',
      'cn-northwest-1',
      'aws-cn',
      false,
    ],
    ['https://identitycenter.amazonaws.com/ssoins-1234567890abcdef', 'issuer', null, 'aws', false],
    [
      'https://identitycenter.us-gov.amazonaws.com/ssoins-1234567890abcdef',
      'issuer',
      null,
      'aws-us-gov',
      false,
    ],
    ['https://identitycenter.amazonaws.com.cn/ssoins-1234567890abcdef', 'issuer', null, 'aws-cn', false],
    ['https://identitycenter.amazonaws.eu/ssoins-1234567890abcdef', 'issuer', null, 'aws-eusc', false],
    ['https://view.awsapps.com/start', 'builder-id', 'us-east-1', 'aws', false],
    ['https://aws.example.com', 'own-domain', null, null, false],
    ['https://awsapps.com.example.com/start', 'own-domain', null, null, false],
    ['https://identitycenter.amazonaws.com.example.com/ssoins-1', 'own-domain', null, null, false],
    ['https://notawsapps.com/start', 'own-domain', null, null, false],
  ])('%s', (url, form, region, partition, dualStack) => {
    const facts = readStartUrl(url);
    expect([facts.form, facts.region, facts.partition?.id ?? null, facts.dualStack]).toEqual([
      form,
      region,
      partition,
      dualStack,
    ]);
  });
});

describe('a region that cannot be that of the address', () => {
  const conflict = (url: string, region: string) => regionConflict(readStartUrl(url), region);

  test('is told with the one of the address', () => {
    expect(conflict('https://ssoins-1.portal.eu-west-1.app.aws', 'us-east-1')).toEqual({
      code: 'input.region-mismatch',
      params: { detected: 'eu-west-1', region: 'us-east-1', suggestion: 'eu-west-1' },
    });
  });

  test.each([
    ['https://my-company.awsapps.com/start', 'cn-north-1', 'aws'],
    ['https://start.home.awsapps.cn/directory/d-1', 'us-east-1', 'aws-cn'],
    ['https://start.us-gov-home.awsapps.com/directory/d-1', 'us-east-1', 'aws-us-gov'],
    ['https://identitycenter.amazonaws.eu/ssoins-1', 'eu-central-1', 'aws-eusc'],
  ])('%s and %s are of different partitions', (url, region, partition) => {
    expect(conflict(url, region)).toEqual({
      code: 'input.partition-mismatch',
      params: { partition, region },
    });
  });

  test.each([
    ['https://my-company.awsapps.com/start', 'ap-southeast-7'],
    ['https://start.us-gov-home.awsapps.com/directory/d-1', 'us-gov-east-1'],
    ['https://ssoins-1.portal.eu-west-1.app.aws', 'eu-west-1'],
    ['https://aws.example.com', 'cn-north-1'],
  ])('%s and %s fit', (url, region) => {
    expect(conflict(url, region)).toBeNull();
  });
});

describe('a start URL that is kept byte for byte', () => {
  test.each([
    'https://my-sso-portal.awsapps.com/start/',
    'https://my-sso-portal.awsapps.com/start#/',
    'https://My-SSO-Portal.awsapps.com/start/#/?tab=accounts',
  ])('%s', (text) => {
    expect(parseStartUrl(`  ${text}\n`, { keepForm: true })).toEqual({ ok: true, value: { startUrl: text } });
  });

  test.each([
    'https://my-sso-portal.awsapps.com/start;x',
    'https://my-sso-portal.awsapps.com/start#"x"',
    'https://x.awsapps.com/start?a=$(b)',
  ])('%s is none: not every reader of a config file takes it as it is', (text) => {
    expect(parseStartUrl(text, { keepForm: true })).toMatchObject({
      ok: false,
      error: { code: 'input.start-url-invalid' },
    });
  });
});

describe('the pasted text of the access-keys dialog', () => {
  test.each([
    [
      'lines',
      'SSO start URL\nhttps://d-1234567890.awsapps.com/start/#\nSSO Region\neu-north-1\n',
      'https://d-1234567890.awsapps.com/start/#',
      'eu-north-1',
    ],
    [
      'an issuer URL',
      'SSO Issuer URL https://identitycenter.amazonaws.com/ssoins-1234567890abcdef SSO Region us-west-2',
      'https://identitycenter.amazonaws.com/ssoins-1234567890abcdef',
      'us-west-2',
    ],
    [
      'a section of a config file',
      '[sso-session x]\nsso_start_url = https://x.awsapps.com/start\nsso_region = us-gov-west-1',
      'https://x.awsapps.com/start',
      'us-gov-west-1',
    ],
    [
      'an address with a query',
      'Start URL https://aws.example.com/sso?portal=us-east-1 Region eu-west-1',
      'https://aws.example.com/sso?portal=us-east-1',
      'eu-west-1',
    ],
    ['no region', 'Start URL: https://x.awsapps.com/start', 'https://x.awsapps.com/start', null],
  ])('with %s', (_, text, startUrl, region) => {
    expect(readAccessKeysText(text)).toEqual({ startUrl, region });
  });

  test.each([
    'https://x.awsapps.com/start',
    ' https://aws.example.com/sso?portal=eu-west-1\n',
    '',
    'eu-north-1 us-east-1',
    'one two',
  ])('is not %j', (text) => {
    expect(readAccessKeysText(text)).toBeNull();
  });
});

describe('scopes without sso:account:access', () => {
  test('are warned of, none at all are not', () => {
    expect(scopesWarning(['codewhisperer:analysis'])).toEqual({ code: 'input.scopes-without-accounts' });
    expect(scopesWarning(['codewhisperer:analysis', 'sso:account:access'])).toBeNull();
    expect(scopesWarning([])).toBeNull();
  });
});

describe('a length of time', () => {
  test.each([
    ['8h', 8 * HOUR],
    ['90m', 90 * MINUTE],
    ['90 min', 90 * MINUTE],
    [' 1h 30m ', 90 * MINUTE],
    ['7D', 7 * DAY],
  ])('%j', (text, length) => {
    expect(parseDuration(text)).toBe(length);
  });

  test.each(['', '8', 'h', '8 hours', '-1h', '1.5h', '8h!', '8s'])('is not %j', (text) => {
    expect(parseDuration(text)).toBeNull();
  });

  test.each([15 * MINUTE, 8 * HOUR, 90 * MINUTE, 7 * DAY, 25 * HOUR + MINUTE])('%d reads back', (length) => {
    expect(parseDuration(typedDuration(length))).toBe(length);
  });
});
