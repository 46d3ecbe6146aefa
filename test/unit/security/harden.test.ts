import { describe, expect, it } from 'vitest';
import { harden, refusedExitCode, type HardenedApp } from '../../../electron/security/harden.ts';
import { dangerousSwitches, isSandboxed } from '../../../electron/security/switches.ts';

function setUp(
  options: { packaged?: boolean; switches?: readonly string[]; variables?: readonly string[] } = {},
) {
  const steps: string[] = [];
  const complaints: (readonly string[])[] = [];
  const switches = new Map((options.switches ?? []).map((name) => [name, '']));
  const app: HardenedApp = {
    isPackaged: options.packaged ?? false,
    commandLine: {
      hasSwitch: (name) => switches.has(name),
      getSwitchValue: (name) => switches.get(name) ?? '',
      appendSwitch: (name, value) => {
        switches.set(name, value ?? '');
        steps.push(`--${name}=${value ?? ''}`);
      },
    },
    enableSandbox: () => steps.push('enableSandbox'),
    disableHardwareAcceleration: () => steps.push('disableHardwareAcceleration'),
    exit: (code) => steps.push(`exit ${code}`),
    on: (event: string) => steps.push(`on ${event}`),
  };
  const goesOn = harden({
    app,
    protocol: {
      registerSchemesAsPrivileged: (schemes) => {
        steps.push(`schemes ${JSON.stringify(schemes)}`);
      },
    },
    hasVariable: (name) => (options.variables ?? []).includes(name),
    complain: (refused) => complaints.push(refused),
  });
  return { steps, goesOn, complaints };
}

describe('hardening before Electron is ready (R-02)', () => {
  it('sandboxes first, then does the rest, all in one turn', () => {
    const { steps, goesOn } = setUp();
    expect({ steps, goesOn }).toEqual({
      goesOn: true,
      steps: [
        'enableSandbox',
        'disableHardwareAcceleration',
        '--enable-features=NetworkServiceInProcess2',
        '--password-store=basic',
        'schemes [{"scheme":"app","privileges":{"standard":true,"secure":true,"supportFetchAPI":true}}]',
        'on web-contents-created',
        'on select-client-certificate',
      ],
    });
  });
});

describe('a packaged start (R-04)', () => {
  it.each(dangerousSwitches)('is refused with --%s', (name) => {
    const { steps, goesOn, complaints } = setUp({ packaged: true, switches: [name] });
    expect({ steps, goesOn, complaints }).toEqual({
      goesOn: false,
      steps: [`exit ${refusedExitCode}`],
      complaints: [[`--${name}`]],
    });
  });

  it('is refused with certificate checks turned off', () => {
    expect(setUp({ packaged: true, variables: ['NODE_TLS_REJECT_UNAUTHORIZED'] }).goesOn).toBe(false);
  });

  it('names everything that stands against it', () => {
    expect(setUp({ packaged: true, switches: ['no-sandbox', 'js-flags'] }).complaints).toEqual([
      ['--no-sandbox', '--js-flags'],
    ]);
  });

  it('is not refused for harmless switches', () => {
    expect(setUp({ packaged: true, switches: ['hidden', 'enable-features'] }).goesOn).toBe(true);
  });

  it('covers every switch that security.md names', () => {
    expect(dangerousSwitches).toEqual(
      expect.arrayContaining([
        'remote-debugging-port',
        'remote-debugging-pipe',
        'remote-allow-origins',
        'no-sandbox',
        'disable-web-security',
        'ignore-certificate-errors',
        'proxy-server',
        'proxy-pac-url',
        'host-rules',
        'host-resolver-rules',
        'load-extension',
        'js-flags',
        'ssl-key-log-file',
        'gpu-launcher',
        'renderer-cmd-prefix',
        'utility-cmd-prefix',
        'user-data-dir',
      ]),
    );
  });
});

describe('the sandbox', () => {
  const start = (switches: readonly string[], variables: readonly string[] = []) =>
    isSandboxed({
      hasSwitch: (name) => switches.includes(name),
      hasVariable: (name) => variables.includes(name),
    });

  it('is said to be on where nothing stands against it', () => {
    expect(start(['hidden', 'disable-gpu'], ['DISPLAY'])).toBe(true);
  });

  it.each([
    'no-sandbox',
    'single-process',
    'no-zygote',
    'no-zygote-sandbox',
    'disable-seccomp-filter-sandbox',
    'disable-namespace-sandbox',
    'disable-setuid-sandbox',
    'renderer-cmd-prefix',
  ])('is not said to be on with --%s', (name) => {
    expect(start([name])).toBe(false);
  });

  it('is not said to be on where Electron is told by a variable to leave it out', () => {
    expect(start([], ['ELECTRON_DISABLE_SANDBOX'])).toBe(false);
  });
});

describe('a start from source', () => {
  it('goes on with any switch, which tests and developers need', () => {
    expect(setUp({ switches: [...dangerousSwitches] }).goesOn).toBe(true);
  });

  it('keeps the features that were asked for', () => {
    const steps: string[] = [];
    harden({
      app: {
        isPackaged: false,
        commandLine: {
          hasSwitch: () => false,
          getSwitchValue: () => 'Other',
          appendSwitch: (name, value) => void steps.push(`${name}=${value ?? ''}`),
        },
        enableSandbox: () => undefined,
        disableHardwareAcceleration: () => undefined,
        exit: () => undefined,
        on: () => undefined,
      },
      protocol: { registerSchemesAsPrivileged: () => undefined },
      hasVariable: () => false,
      complain: () => undefined,
    });
    expect(steps).toContain('enable-features=Other,NetworkServiceInProcess2');
  });
});
