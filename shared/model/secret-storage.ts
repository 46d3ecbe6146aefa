/** Why secrets live in memory only (security.md §3.1). */
export type MemoryOnlyReason = 'no-bus' | 'no-service' | 'denied' | 'native-missing';

/**
 * Where the keychain stands, as its last probe found it (security.md §3.2.2). `unknown` before the first probe. While
 * `locked`, nothing that is read counts: an absent secret may be there.
 */
export type SecretStorage =
  | { readonly state: 'unknown' }
  | { readonly state: 'persisted' }
  | { readonly state: 'locked' }
  | { readonly state: 'memory-only'; readonly reason: MemoryOnlyReason };
