import type * as Keytar from 'keytar';
import type { Keychain } from './keychain.ts';

/** Attributes and labels are not encrypted everywhere, so this and opaque names are all that they hold. */
const service = 'Latchkey';

/** Loads the native library; rejects where it is missing or what it links is. */
export async function loadKeytar(): Promise<Keychain> {
  const loaded: typeof Keytar & { readonly default?: typeof Keytar } = await import('keytar');
  // A CommonJS module: its functions are on the default export for Node, on the namespace for the bundle.
  const keytar = loaded.default ?? loaded;
  return {
    get: (account) => keytar.getPassword(service, account),
    set: (account, value) => keytar.setPassword(service, account, value),
    delete: (account) => keytar.deletePassword(service, account),
    accounts: async () => (await keytar.findCredentials(service)).map(({ account }) => account),
  };
}
