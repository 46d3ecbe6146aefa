import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Log, Random, Scheduler, SecretStore } from '../../core/ports.ts';
import { loadKeytar } from './keytar.ts';
import { createSecretStore } from './secret-store.ts';

export interface SystemKeychain {
  /** `process.platform` */
  readonly platform: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly scheduler: Scheduler;
  readonly random: Random;
  readonly log: Log;
}

/** Credential Manager takes 2,560 bytes (CRED_MAX_CREDENTIAL_BLOB_SIZE); some room is left (security.md §3.2.5). */
const windowsLimit = { largest: 2_000 };

/** Keychain Access, Credential Manager or the Secret Service, whichever this system has. */
export function createSystemSecretStore(system: SystemKeychain): SecretStore {
  const { platform, environment, ...ports } = system;
  return createSecretStore({
    ...ports,
    load: loadKeytar,
    entryLimit: platform === 'win32' ? windowsLimit : null,
    hasBus: () => platform !== 'linux' || hasSessionBus(environment),
  });
}

/** Whether GLib would find a session bus: at its address, at the usual socket, or by starting one on a display. */
function hasSessionBus(environment: SystemKeychain['environment']): boolean {
  const address = environment['DBUS_SESSION_BUS_ADDRESS'] ?? '';
  const path = /^unix:path=([^,;]+)/.exec(address)?.[1];
  if (address !== '') {
    return path === undefined || existsSync(path);
  }
  const runtime = environment['XDG_RUNTIME_DIR'] ?? '';
  return (runtime !== '' && existsSync(join(runtime, 'bus'))) || (environment['DISPLAY'] ?? '') !== '';
}
