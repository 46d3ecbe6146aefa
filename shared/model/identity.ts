/**
 * What is known of the person behind a session's present token (product.md §2 "Identity"). Names are the session-name
 * part of the assumed-role ARN; a session without an entry has not been asked yet.
 */
export type IdentityView =
  | { readonly state: 'confirmed'; readonly name: string }
  /** Somebody else than last time: nothing is handed out or written until the user has answered. */
  | { readonly state: 'changed'; readonly was: string; readonly now: string };
