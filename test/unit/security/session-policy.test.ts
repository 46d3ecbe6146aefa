import { describe, expect, it } from 'vitest';
import { applySessionPolicy, type PolicySession } from '../../../electron/security/session-policy.ts';

describe('the session of the window', () => {
  it('has every policy in force before a page may load', async () => {
    const steps: string[] = [];
    const served = new Map<string, (request: Request) => Response | Promise<Response>>();
    const members: Record<string, unknown> = {
      protocol: {
        handle: (scheme: string, handler: (request: Request) => Response) => {
          served.set(scheme, handler);
          steps.push(`serve ${scheme}`);
        },
      },
      webRequest: { onBeforeRequest: () => steps.push('filter') },
      setProxy: async (config: unknown) => {
        await Promise.resolve();
        steps.push(`proxy ${JSON.stringify(config)}`);
      },
    };
    const session = new Proxy(members, {
      get: (target, name) => target[String(name)] ?? (() => steps.push(String(name))),
    });
    await applySessionPolicy(session as unknown as PolicySession, '/nowhere');
    const statuses = await Promise.all(
      ['http', 'https', 'file'].map(async (scheme) => {
        const response = await served.get(scheme)?.(new Request('http://127.0.0.1/'));
        return response?.status;
      }),
    );
    expect({ steps, statuses }).toEqual({
      steps: [
        'setPermissionRequestHandler',
        'setPermissionCheckHandler',
        'setDevicePermissionHandler',
        'setDisplayMediaRequestHandler',
        'setBluetoothPairingHandler',
        ...Array<string>(4).fill('on'),
        'filter',
        'serve app',
        'serve http',
        'serve https',
        'serve file',
        'proxy {"mode":"fixed_servers","proxyRules":"http://127.0.0.1:0","proxyBypassRules":"<-loopback>"}',
      ],
      statuses: [403, 403, 403],
    });
  });
});
