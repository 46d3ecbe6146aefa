import { describe, expect, test } from 'vitest';
import {
  isKnownRegionShape,
  partitionOfRegion,
  portalEndpoint,
  ssoOidcEndpoint,
  stsEndpoint,
} from '../../../shared/aws/partitions.ts';

describe('endpoints (protocol/aws.md §2.1, §3)', () => {
  test.each([
    ['us-east-1', 'https://oidc.us-east-1.amazonaws.com'],
    ['mx-central-1', 'https://oidc.mx-central-1.amazonaws.com'],
    ['us-gov-west-1', 'https://oidc.us-gov-west-1.amazonaws.com'],
    ['cn-northwest-1', 'https://oidc.cn-northwest-1.amazonaws.com.cn'],
    ['eusc-de-east-1', 'https://oidc.eusc-de-east-1.amazonaws.eu'],
    ['us-iso-east-1', 'https://oidc.us-iso-east-1.c2s.ic.gov'],
    ['us-isob-east-1', 'https://oidc.us-isob-east-1.sc2s.sgov.gov'],
    ['eu-isoe-west-1', 'https://oidc.eu-isoe-west-1.cloud.adc-e.uk'],
    ['us-isof-south-1', 'https://oidc.us-isof-south-1.csp.hci.ic.gov'],
  ])('OIDC of %s', (region, endpoint) => {
    expect(ssoOidcEndpoint(region)).toBe(endpoint);
  });

  test.each([
    ['us-east-1', { fips: true }, 'https://oidc-fips.us-east-1.amazonaws.com'],
    ['us-east-1', { dualStack: true }, 'https://oidc.us-east-1.api.aws'],
    ['us-east-1', { fips: true, dualStack: true }, 'https://oidc-fips.us-east-1.api.aws'],
    ['us-gov-east-1', { fips: true }, 'https://oidc.us-gov-east-1.amazonaws.com'],
    ['cn-north-1', { dualStack: true }, 'https://oidc.cn-north-1.api.amazonwebservices.com.cn'],
    ['eusc-de-east-1', { dualStack: true }, 'https://oidc.eusc-de-east-1.api.amazonwebservices.eu'],
  ])('OIDC of %s with %o', (region, variant, endpoint) => {
    expect(ssoOidcEndpoint(region, variant)).toBe(endpoint);
  });

  test('portal and STS', () => {
    expect(portalEndpoint('eu-west-1')).toBe('https://portal.sso.eu-west-1.amazonaws.com');
    expect(portalEndpoint('eu-west-1', { fips: true })).toBe(
      'https://portal.sso-fips.eu-west-1.amazonaws.com',
    );
    expect(portalEndpoint('cn-north-1')).toBe('https://portal.sso.cn-north-1.amazonaws.com.cn');
    expect(stsEndpoint('us-east-1')).toBe('https://sts.us-east-1.amazonaws.com');
    expect(stsEndpoint('us-gov-west-1')).toBe('https://sts.us-gov-west-1.amazonaws.com');
  });
});

test.each([
  ['ap-southeast-7', 'aws'],
  ['ap-east-2', 'aws'],
  ['il-central-1', 'aws'],
  ['us-gov-east-1', 'aws-us-gov'],
  ['cn-north-1', 'aws-cn'],
  ['eusc-de-east-1', 'aws-eusc'],
  ['us-iso-west-1', 'aws-iso'],
])('%s belongs to %s', (region, partition) => {
  expect(isKnownRegionShape(region)).toBe(true);
  expect(partitionOfRegion(region).id).toBe(partition);
});

test.each([
  ['us_west-2'],
  ['us-east-1a'],
  ['useast1'],
  ['US-EAST-1'],
  ['us-east'],
  [''],
  ['us-east-1.evil.example'],
  ['us-east-1\n'],
])('%j is not a region', (text) => {
  expect(isKnownRegionShape(text)).toBe(false);
});
