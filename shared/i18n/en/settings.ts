/** Words of the Settings view. */
export const settings = {
  profiles: {
    title: 'Profiles',
    template: 'Name template',
    templateHint: 'For the names of new profiles, with {account}, {accountName} and {role}.',
    templateMissing: 'Give a template, for example {account}_{role}.',
  },
  about: {
    title: 'About',
    version: 'Latchkey',
    electron: 'Electron',
    fallback: '{{version}} (a substitute: practice sessions and services on this machine only)',
    sandbox: 'Sandbox of the window',
    sandboxOn: 'on',
    sandboxOff: 'off, which is meant for tests only',
    socket: 'Socket of the latchkey command',
    noSocket: 'not open: the command cannot reach this app',
  },
} as const;
