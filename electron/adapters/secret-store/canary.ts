import type { Random } from '../../core/ports.ts';
import type { KeychainProblem } from './keychain-problem.ts';
import type { Keychain } from './keychain.ts';

/** The reserved name that a probe uses. */
const canaryName = 'canary';

/**
 * Writes something random, reads it back, removes it and finds nothing (security.md §3.2.2).
 * @returns what is wrong where nothing was rejected; null if the keychain keeps what it is given
 */
export async function checkWithCanary(keychain: Keychain, random: Random): Promise<KeychainProblem | null> {
  const canary = [...random.bytes(16)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  await keychain.set(canaryName, canary);
  const found = await keychain.get(canaryName);
  if (found !== canary) {
    return found === null ? 'locked' : 'denied';
  }
  const removed = await keychain.delete(canaryName);
  return removed && (await keychain.get(canaryName)) === null ? null : 'denied';
}
