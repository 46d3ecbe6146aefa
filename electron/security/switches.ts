/**
 * Switches that would let whoever starts the app look into it or change what it trusts. Fuses do not cover Chromium's
 * own switches (security.md §2.1), so a packaged app refuses to start with one of them.
 */
export const dangerousSwitches = [
  'remote-debugging-port',
  'remote-debugging-pipe',
  'remote-debugging-address',
  'remote-allow-origins',
  'no-sandbox',
  'disable-setuid-sandbox',
  'disable-seccomp-filter-sandbox',
  'disable-namespace-sandbox',
  'disable-gpu-sandbox',
  'no-zygote',
  'no-zygote-sandbox',
  'single-process',
  'disable-web-security',
  'disable-site-isolation-trials',
  'allow-file-access-from-files',
  'allow-running-insecure-content',
  'ignore-certificate-errors',
  'ignore-certificate-errors-spki-list',
  'proxy-server',
  'proxy-pac-url',
  'host-rules',
  'host-resolver-rules',
  'load-extension',
  'js-flags',
  'ssl-key-log-file',
  'log-net-log',
  'gpu-launcher',
  'renderer-cmd-prefix',
  'utility-cmd-prefix',
  'ppapi-plugin-launcher',
  'user-data-dir',
  'inspect',
  'inspect-brk',
  'inspect-port',
] as const;

/** Variables of the environment that weaken what Node checks, or take Chromium's sandbox away. */
export const dangerousVariables = ['NODE_TLS_REJECT_UNAUTHORIZED', 'ELECTRON_DISABLE_SANDBOX'] as const;

/** Any of these leaves the page's process without its sandbox, or with a part of it only. */
const sandboxSwitches = [
  'no-sandbox',
  'disable-setuid-sandbox',
  'disable-namespace-sandbox',
  'disable-seccomp-filter-sandbox',
  'no-zygote',
  'no-zygote-sandbox',
  'single-process',
  'renderer-cmd-prefix',
] as const;

/** Whether pages run in the whole sandbox, as far as the start decides it (security.md §0.10). When in doubt, no. */
export function isSandboxed(start: {
  readonly hasSwitch: (name: string) => boolean;
  readonly hasVariable: (name: string) => boolean;
}): boolean {
  return (
    !sandboxSwitches.some((name) => start.hasSwitch(name)) && !start.hasVariable('ELECTRON_DISABLE_SANDBOX')
  );
}

/** The names of what a packaged app does not start with; empty from source, where tests and developers need them (§0.10). */
export function refusedStart(options: {
  readonly packaged: boolean;
  readonly hasSwitch: (name: string) => boolean;
  readonly hasVariable: (name: string) => boolean;
}): readonly string[] {
  if (!options.packaged) {
    return [];
  }
  return [
    ...dangerousSwitches.filter((name) => options.hasSwitch(name)).map((name) => `--${name}`),
    ...dangerousVariables.filter((name) => options.hasVariable(name)),
  ];
}
