import { describe, expect, test } from 'vitest';
import { consoleServices, findConsoleService } from '../../../shared/aws/console-services.ts';
import {
  consolePage,
  federationEndpoint,
  portalBase,
  portalConsoleLink,
} from '../../../shared/aws/console-urls.ts';
import { partitionOfRegion } from '../../../shared/aws/partitions.ts';

const commercial = partitionOfRegion('eu-west-1');
const role = { accountId: '111122223333', roleName: 'Read+Only' };

const url = (place: Parameters<typeof consolePage>[0], partition = commercial) => {
  const page = consolePage(place, partition);
  return page.ok ? page.value.url : page.error.code;
};

describe('the base of portal links', () => {
  test.each([
    ['an alias', 'https://my-company.awsapps.com/start', 'https://my-company.awsapps.com/start'],
    ['with a slash behind', 'https://my-company.awsapps.com/start/', 'https://my-company.awsapps.com/start'],
    ['with #', 'https://my-company.awsapps.com/start#', 'https://my-company.awsapps.com/start'],
    ['with #/', 'https://my-company.awsapps.com/start/#/', 'https://my-company.awsapps.com/start'],
    [
      'dual-stack',
      'https://ssoins-1234567890abcdef.portal.eu-west-1.app.aws',
      'https://ssoins-1234567890abcdef.portal.eu-west-1.app.aws',
    ],
    [
      'IPv4',
      'https://ssoins-1234567890abcdef.us-east-1.portal.amazonaws.com/',
      'https://ssoins-1234567890abcdef.us-east-1.portal.amazonaws.com',
    ],
    [
      'GovCloud',
      'https://start.us-gov-west-1.us-gov-home.awsapps.com/directory/d-1234567890/',
      'https://start.us-gov-west-1.us-gov-home.awsapps.com/directory/d-1234567890',
    ],
    [
      'China',
      'https://start.cn-north-1.home.awsapps.cn/directory/d-1234567890#/',
      'https://start.cn-north-1.home.awsapps.cn/directory/d-1234567890',
    ],
    [
      'China without a region',
      'https://start.home.awsapps.cn/directory/d-1234567890',
      'https://start.home.awsapps.cn/directory/d-1234567890',
    ],
    [
      'EUSC',
      'https://ssoins-1234567890abcdef.eusc-de-east-1.portal.amazonaws.eu',
      'https://ssoins-1234567890abcdef.eusc-de-east-1.portal.amazonaws.eu',
    ],
    [
      'the practice cloud',
      'http://127.0.0.1:4711/portal/abc/start',
      'http://127.0.0.1:4711/portal/abc/start',
    ],
  ])('%s', (_, startUrl, base) => {
    expect(portalBase({ startUrl, portalUrl: null })).toBe(base);
  });

  test.each([
    ['an issuer URL', 'https://identitycenter.amazonaws.com/ssoins-1234567890abcdef'],
    ['a domain of the user’s own', 'https://sso.example.com/start'],
    ['a path of the alias that is no portal', 'https://my-company.awsapps.com/other'],
    ['http that is not on this machine', 'http://my-company.awsapps.com/start'],
  ])('%s is none', (_, startUrl) => {
    expect(portalBase({ startUrl, portalUrl: null })).toBeNull();
  });

  test('where a domain of the user’s own led to is the base', () => {
    expect(
      portalBase({
        startUrl: 'https://sso.example.com',
        portalUrl: 'https://my-company.awsapps.com/start/',
      }),
    ).toBe('https://my-company.awsapps.com/start');
  });
});

test('the portal’s link names account, role and page, each encoded', () => {
  expect(
    portalConsoleLink(
      'https://my-company.awsapps.com/start',
      role,
      'https://console.aws.amazon.com/ec2/home?region=eu-west-1#Instances:',
    ),
  ).toBe(
    'https://my-company.awsapps.com/start/#/console?account_id=111122223333&role_name=Read%2BOnly' +
      '&destination=https%3A%2F%2Fconsole.aws.amazon.com%2Fec2%2Fhome%3Fregion%3Deu-west-1%23Instances%3A',
  );
  expect(portalConsoleLink('https://a.awsapps.com/start', role, null)).not.toContain('destination');
});

describe('the page of the console', () => {
  test('without anything asked is left to the console', () => {
    expect(url({})).toBeNull();
  });

  test.each([
    ['eu-west-1', 'https://eu-west-1.console.aws.amazon.com/console/home?region=eu-west-1'],
    ['us-east-1', 'https://console.aws.amazon.com/console/home?region=us-east-1'],
    ['cn-north-1', 'https://console.amazonaws.cn/console/home?region=cn-north-1'],
    ['cn-northwest-1', 'https://cn-northwest-1.console.amazonaws.cn/console/home?region=cn-northwest-1'],
    ['us-gov-west-1', 'https://console.amazonaws-us-gov.com/console/home?region=us-gov-west-1'],
    ['us-gov-east-1', 'https://us-gov-east-1.console.amazonaws-us-gov.com/console/home?region=us-gov-east-1'],
    ['eusc-de-east-1', 'https://console.amazonaws-eusc.eu/console/home?region=eusc-de-east-1'],
  ])('in %s', (region, expected) => {
    expect(url({ region }, partitionOfRegion(region))).toBe(expected);
  });

  test.each([
    [
      'a service and a region',
      { service: 'ec2', region: 'eu-west-1' },
      'https://eu-west-1.console.aws.amazon.com/ec2/home?region=eu-west-1',
    ],
    [
      'an alias, with a page behind #',
      { service: 'SG', region: 'us-east-1' },
      'https://console.aws.amazon.com/ec2/home?region=us-east-1#SecurityGroups:',
    ],
    ['a service alone', { service: 'iam' }, 'https://console.aws.amazon.com/iam/home'],
    [
      'a path',
      { destination: '/s3/buckets/mine?tab=objects', region: 'eu-west-1' },
      'https://eu-west-1.console.aws.amazon.com/s3/buckets/mine?tab=objects&region=eu-west-1',
    ],
    [
      'a whole address',
      { destination: 'https://eu-west-1.console.aws.amazon.com/lambda/home?region=eu-west-1#/functions' },
      'https://eu-west-1.console.aws.amazon.com/lambda/home?region=eu-west-1#/functions',
    ],
    [
      'an address that is to be seen in another region',
      {
        destination: 'https://eu-west-1.console.aws.amazon.com/ec2/home?region=eu-west-1',
        region: 'us-west-2',
      },
      'https://us-west-2.console.aws.amazon.com/ec2/home?region=us-west-2',
    ],
    [
      'an address out of a console with several sessions',
      {
        destination:
          'https://111122223333-ab12cd34.eu-west-1.console.aws.amazon.com/ec2/home?region=eu-west-1',
      },
      'https://eu-west-1.console.aws.amazon.com/ec2/home?region=eu-west-1',
    ],
    [
      'an address at a service’s own host',
      { destination: 'https://s3.console.aws.amazon.com/s3/buckets/mine' },
      'https://console.aws.amazon.com/s3/buckets/mine',
    ],
  ])('is named by %s', (_, place, expected) => {
    expect(url(place)).toBe(expected);
  });

  test.each([
    ['another site', 'https://example.com/ec2/home'],
    ['another site behind the right name', 'https://console.aws.amazon.com.evil.example/'],
    ['a user name in front', 'https://console.aws.amazon.com@evil.example/'],
    ['a port', 'https://console.aws.amazon.com:8443/'],
    ['plain http', 'http://console.aws.amazon.com/'],
    ['another scheme', 'javascript:alert(1)//console.aws.amazon.com/'],
    ['two slashes', '//evil.example/'],
    ['a backslash', '/\\evil.example/'],
    ['a line break', '/ec2/home\nx'],
    ['the console of another partition', 'https://console.amazonaws.cn/'],
    ['the sign-in page', 'https://signin.aws.amazon.com/oauth'],
    ['a deeper host', 'https://a.b.console.aws.amazon.com/'],
    ['a word', 'ec2'],
    ['too long a path', `/${'x'.repeat(1600)}`],
  ])('is never %s', (_, destination) => {
    expect(url({ destination })).toBe('console.page-refused');
  });

  test('a service nobody knows, a region of elsewhere and one that is none are told apart', () => {
    expect(url({ service: 'ec3' })).toBe('console.service-unknown');
    expect(url({ region: 'cn-north-1' })).toBe('console.region-elsewhere');
    expect(url({ region: '$(x)' })).toBe('input.region-invalid');
  });

  test('a partition whose console nobody outside knows has none', () => {
    expect(url({ service: 'ec2' }, partitionOfRegion('us-iso-east-1'))).toBe('console.no-address');
    expect(federationEndpoint(partitionOfRegion('us-iso-east-1'), null)).toBeNull();
  });
});

test.each([
  ['us-east-1', null, 'https://signin.aws.amazon.com/federation'],
  ['us-east-1', 'us-east-1', 'https://signin.aws.amazon.com/federation'],
  ['us-east-1', 'eu-west-1', 'https://eu-west-1.signin.aws.amazon.com/federation'],
  ['cn-north-1', 'cn-north-1', 'https://signin.amazonaws.cn/federation'],
  ['cn-north-1', 'cn-northwest-1', 'https://cn-northwest-1.signin.amazonaws.cn/federation'],
  ['us-gov-east-1', 'us-gov-west-1', 'https://signin.amazonaws-us-gov.com/federation'],
  ['us-gov-east-1', 'us-gov-east-1', 'https://us-gov-east-1.signin.amazonaws-us-gov.com/federation'],
  ['eusc-de-east-1', 'eusc-de-east-1', 'https://signin.amazonaws-eusc.eu/federation'],
])('a session of %s signs in to the console of %s at %s', (home, region, endpoint) => {
  expect(federationEndpoint(partitionOfRegion(home), region)).toBe(endpoint);
});

describe('short names of services', () => {
  test('each short name and alias means one service only', () => {
    const names = consoleServices.flatMap(({ id, aliases }) => [id, ...aliases]);
    expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([]);
  });

  test('every one of them is a page of the console', () => {
    expect(consoleServices.length).toBeGreaterThanOrEqual(80);
    for (const { id } of consoleServices) {
      expect(url({ service: id, region: 'eu-west-1' })).toMatch(
        /^https:\/\/eu-west-1\.console\.aws\.amazon\.com\/[a-z0-9/-]+\?region=eu-west-1(#\S+)?$/,
      );
    }
  });

  test.each([
    ['ec2', 'EC2'],
    ['cfn', 'CloudFormation'],
    ['cw', 'CloudWatch'],
    ['logs', 'CloudWatch log groups'],
    ['ddb', 'DynamoDB'],
    ['sm', 'Secrets Manager'],
    ['r53', 'Route 53'],
    ['cf', 'CloudFront'],
    ['apigw', 'API Gateway'],
    ['Step Functions', 'Step Functions'],
    [' SSM ', 'Systems Manager'],
  ])('%s is %s', (text, name) => {
    expect(findConsoleService(text)?.name).toBe(name);
  });
});
