/**
 * The system's keychain as the library gives it, below Latchkey's service. Every call may reject, and may wait for as long
 * as a system dialog is open. A `null` and a `false` may also mean that it is locked (security.md §3.1).
 */
export interface Keychain {
  get(account: string): Promise<string | null>;
  set(account: string, value: string): Promise<void>;
  /** Whether something was removed. */
  delete(account: string): Promise<boolean>;
  /** The names of all that is kept. Safe on Windows only: on Linux the library crashes on an item that is locked. */
  accounts(): Promise<readonly string[]>;
}
