import type { ClientSource } from '../../electron/core/ports.ts';

/** The client of an app that a package installed, unless told otherwise. */
export function createFakeClientSource(change: Partial<ClientSource> = {}): ClientSource {
  return {
    installed: () => Promise.resolve('/usr/bin/latchkey'),
    text: () => Promise.resolve(null),
    app: '/usr/lib/latchkey-desktop/latchkey-desktop',
    tree: null,
    ...change,
  };
}
