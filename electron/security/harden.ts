import type { App, Protocol, WebContents } from 'electron';
import { guardContents } from './navigation.ts';
import { appScheme } from './origin.ts';
import { refusedStart } from './switches.ts';

/** The parts of Electron's `app` that hardening uses. */
export interface HardenedApp {
  readonly isPackaged: boolean;
  readonly commandLine: Pick<App['commandLine'], 'hasSwitch' | 'getSwitchValue' | 'appendSwitch'>;
  enableSandbox(): void;
  disableHardwareAcceleration(): void;
  exit(code: number): void;
  on(event: 'web-contents-created', listener: (event: unknown, contents: WebContents) => void): unknown;
  on(
    event: 'select-client-certificate',
    listener: (event: { preventDefault(): void }, ...rest: unknown[]) => void,
  ): unknown;
}

export interface HardenOptions {
  readonly app: HardenedApp;
  readonly protocol: Pick<Protocol, 'registerSchemesAsPrivileged'>;
  readonly hasVariable: (name: string) => boolean;
  /** Says on standard error why the app does not start. */
  readonly complain: (refused: readonly string[]) => void;
}

/** The exit code of a refused start. */
export const refusedExitCode = 78;

/**
 * What must be set before Electron is ready: refuse a start with dangerous switches, then sandbox every process
 * that shows a page, register our scheme, and guard every page that will ever exist. False if the app must not go on.
 */
export function harden({ app, protocol, hasVariable, complain }: HardenOptions): boolean {
  const refused = refusedStart({
    packaged: app.isPackaged,
    hasSwitch: (name) => app.commandLine.hasSwitch(name),
    hasVariable,
  });
  if (refused.length > 0) {
    complain(refused);
    app.exit(refusedExitCode);
    return false;
  }
  app.enableSandbox();
  // A list of accounts needs no graphics card; its process would cost 40 MB for nothing.
  app.disableHardwareAcceleration();
  enableFeature(app, 'NetworkServiceInProcess2');
  // Chromium keeps nothing for us that needs a key; asking a locked keyring for one would hold up the start.
  app.commandLine.appendSwitch('password-store', 'basic');
  protocol.registerSchemesAsPrivileged([
    { scheme: appScheme, privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ]);
  app.on('web-contents-created', (_event, contents) => {
    guardContents(contents);
  });
  app.on('select-client-certificate', (event) => {
    // Electron would pick the first one by itself.
    event.preventDefault();
  });
  return true;
}

/**
 * Adds to Chromium's features. The network service moves into the main process (12 MB less): no page may use it, main
 * speaks through Node, and on Linux it would run unsandboxed beside us anyway.
 */
function enableFeature(app: HardenedApp, feature: string): void {
  const given = app.commandLine.getSwitchValue('enable-features');
  app.commandLine.appendSwitch('enable-features', given === '' ? feature : `${given},${feature}`);
}
