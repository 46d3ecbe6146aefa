import type { MemoryOnlyReason } from '../../../shared/model/secret-storage.ts';

export type KeychainProblem = 'locked' | MemoryOnlyReason;

/** What can be known of this machine without the keychain. */
export interface KeychainFacts {
  /** Whether there is a bus to find the Secret Service on; always on systems that need none. */
  readonly hasBus: boolean;
}

/**
 * The library hands over nothing but a text: of libsecret and the bus on Linux, of the Security framework on macOS, of
 * FormatMessage on Windows. The first that fits counts. Texts of the bus itself are never translated; those of GLib are,
 * which is why a missing bus is known by `hasBus` too.
 */
const texts: readonly (readonly [RegExp, KeychainProblem])[] = [
  [/autolaunch D-Bus|Could not connect|connection is closed/i, 'no-bus'],
  [/AccessDenied|AppArmor|rejected send message|permission denied/i, 'denied'],
  [/was not provided by any|ServiceUnknown|NameHasNoOwner|Spawn\.|exited with status/i, 'no-service'],
  // What GNOME Keyring says of a login collection that is absent or cannot be made, and of one that is locked.
  [/Object does not exist at path|No such secret collection|locked collection|is locked/i, 'locked'],
  // errSecInteractionNotAllowed
  [/User interaction is not allowed/i, 'locked'],
  // errSecNoDefaultKeychain, errSecNotAvailable; ERROR_NO_SUCH_LOGON_SESSION
  [
    /default keychain could not be found|No keychain is available|logon session does not exist/i,
    'no-service',
  ],
];

/** Why a call was rejected. What nobody foresaw is a refusal: the keychain is there and does not do as asked. */
export function keychainProblem(message: string, facts: KeychainFacts): KeychainProblem {
  const known = texts.find(([pattern]) => pattern.test(message))?.[1];
  return known ?? (facts.hasBus ? 'denied' : 'no-bus');
}
