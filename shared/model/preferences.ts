/** What the user has set for the whole of Latchkey. JSON, never a secret. */
export interface Preferences {
  /** For the names of new profiles, with `{account}`, `{accountName}` and `{role}` (product.md §2). */
  readonly profileNameTemplate: string;
}
