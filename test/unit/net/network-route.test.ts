import { describe, expect, test } from 'vitest';
import {
  networkOfEnvironment,
  proxyFor,
  shownNetwork,
} from '../../../electron/core/network/network-route.ts';
import { usualNetwork, type NetworkSettings } from '../../../shared/model/network.ts';

const portal = 'https://portal.sso.us-east-1.amazonaws.com/assignment/accounts?token=canary';

async function routeOf(
  url: string,
  settings: Partial<NetworkSettings>,
  environment: Partial<NetworkSettings> = {},
  systemAnswer: string | null = null,
) {
  const askedOfSystem: string[] = [];
  const proxy = await proxyFor(new URL(url), {
    settings: () => ({ ...usualNetwork, ...settings }),
    environment: { ...usualNetwork, ...environment },
    system:
      systemAnswer === null
        ? null
        : {
            resolve: async (asked) => {
              askedOfSystem.push(asked);
              return systemAnswer;
            },
          },
  });
  return { proxy, askedOfSystem };
}

const set = { proxyUrl: 'http://set:1' };
const variable = { proxyUrl: 'http://variable:2' };

describe('the way out', () => {
  test('goes by the settings, else by the environment, else by the system', async () => {
    expect(await routeOf(portal, set, variable, 'PROXY system:3')).toMatchObject({ proxy: 'http://set:1' });
    expect(await routeOf(portal, {}, variable, 'PROXY system:3')).toMatchObject({
      proxy: 'http://variable:2',
    });
    expect(await routeOf(portal, {}, {}, 'PROXY system:3')).toMatchObject({ proxy: 'http://system:3' });
    expect(await routeOf(portal, {}, {}, 'DIRECT')).toMatchObject({ proxy: null });
    expect(await routeOf(portal, {})).toMatchObject({ proxy: null });
  });

  test('tells the system the origin alone', async () => {
    const { askedOfSystem } = await routeOf(portal, {}, {}, 'DIRECT');
    expect(askedOfSystem).toEqual(['https://portal.sso.us-east-1.amazonaws.com/']);
  });

  test.each(['https://127.0.0.1:9/', 'https://127.1.2.3/', 'https://[::1]:9/', 'http://127.0.0.1:9/'])(
    'to this machine never leads through a proxy: %s',
    async (url) => {
      expect(await routeOf(url, set, variable, 'PROXY system:3')).toEqual({ proxy: null, askedOfSystem: [] });
    },
  );

  test('is straight for what is exempted, whoever named the proxy', async () => {
    const exempt = { noProxy: 'amazonaws.com' };
    expect(await routeOf(portal, { ...set, ...exempt })).toMatchObject({ proxy: null });
    expect(await routeOf(portal, set, exempt)).toMatchObject({ proxy: null });
    expect(await routeOf(portal, {}, { ...variable, ...exempt })).toMatchObject({ proxy: null });
    expect(await routeOf(portal, {}, exempt, 'PROXY system:3')).toMatchObject({ proxy: null });
  });

  test('goes by the exemptions of the settings alone where there are any', async () => {
    const own = { ...set, noProxy: 'example.com' };
    expect(await routeOf(portal, own, { noProxy: '*' })).toMatchObject({ proxy: 'http://set:1' });
  });
});

describe('the environment', () => {
  test('counts in lower case first, and not where it is empty', () => {
    const both = { https_proxy: 'http://lower:1', HTTPS_PROXY: 'http://upper:2' };
    expect(networkOfEnvironment(both).proxyUrl).toBe('http://lower:1');
    expect(networkOfEnvironment({ https_proxy: '', HTTPS_PROXY: 'http://upper:2' }).proxyUrl).toBe(
      'http://upper:2',
    );
    expect(networkOfEnvironment({ NO_PROXY: ' ', AWS_CA_BUNDLE: '/etc/ca.pem' })).toEqual({
      proxyUrl: null,
      noProxy: null,
      caBundle: '/etc/ca.pem',
    });
    expect(
      networkOfEnvironment({ HTTP_PROXY: 'http://plain:1', http_proxy: 'http://plain:1' }).proxyUrl,
    ).toBe(null);
  });

  test('is shown without the password of the proxy', () => {
    const shown = shownNetwork({ ...usualNetwork, proxyUrl: 'http://kim:geheim@proxy:1', noProxy: 'a' });
    expect(shown).toEqual({ proxyUrl: 'http://•••@proxy:1', noProxy: 'a', caBundle: null });
  });
});
