/** Words of the Settings view. */
export const settings = {
  profiles: {
    title: 'Profiles',
    template: 'Name template',
    templateHint: 'For the names of new profiles, with {account}, {accountName} and {role}.',
    templateMissing: 'Give a template, for example {account}_{role}.',
  },
  staticKeys: {
    title: 'Static keys',
    lead: 'Keys that Latchkey keeps fresh in the credentials file go when their session ends or is signed out.',
    remove: 'Take them away when Latchkey quits too',
    removeHint: 'Otherwise they stay until they expire, so that tools go on working.',
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
    command: 'Command',
    commandHere: '{{path}}',
    commandOffPath:
      '{{path}}. Its folder is not on the PATH that Latchkey was started with; add it to that of your shell to call it by name.',
    commandForeign:
      'not there: {{path}} is something else and was left alone. Move it away, then start Latchkey again.',
    commandFailed: 'not there: {{path}} could not be written.',
    noSocket: 'not open: the command cannot reach this app',
  },
} as const;
