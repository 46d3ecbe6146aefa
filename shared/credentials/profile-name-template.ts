import { isWritableName } from '../config-files/section-names.ts';

/** The guide's own form, and Latchkey's default. */
export const DEFAULT_PROFILE_NAME_TEMPLATE = '{account}_{role}';

/** Templates to choose from; any other text with these placeholders works too. */
export const profileNameTemplates = [
  DEFAULT_PROFILE_NAME_TEMPLATE,
  '{role}-{account}',
  '{accountName}.{role}',
] as const;

export interface ProfileNameSource {
  readonly accountId: string;
  readonly accountName: string | null;
  readonly roleName: string;
  /** Names that are in use already. */
  readonly isTaken: (name: string) => boolean;
}

/**
 * The profile name for an account and role by a template with `{account}` (the id), `{accountName}` and `{role}`
 * (product.md §2). Every reader takes the result: NFKC, anything outside `[A-Za-z0-9_.@-]` becomes `-`. A part, or a
 * whole, of which nothing is left becomes the account id; a name that is taken gets `-2`, `-3`, ….
 */
export function profileName(template: string, source: ProfileNameSource): string {
  const parts: Readonly<Record<string, string>> = {
    account: source.accountId,
    accountName: source.accountName ?? '',
    role: source.roleName,
  };
  const filled = template.replace(/\{(account|accountName|role)\}/g, (_, part: string) => {
    return orElse(sanitize(parts[part] ?? ''), source.accountId);
  });
  const name = orElse(sanitize(filled), source.accountId);
  const free = (candidate: string) => isWritableName(candidate) && !source.isTaken(candidate);
  if (free(name)) return name;
  let number = 2;
  while (!free(`${name}-${String(number)}`)) number += 1;
  return `${name}-${String(number)}`;
}

function sanitize(text: string): string {
  return text.normalize('NFKC').replace(/[^A-Za-z0-9_.@-]+/g, '-');
}

function orElse(text: string, fallback: string): string {
  return /[^-]/.test(text) ? text : fallback;
}
