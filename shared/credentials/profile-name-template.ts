import { isWritableName } from '../config-files/section-names.ts';
import { appError } from '../model/app-error.ts';
import { err, ok, type Result } from '../model/result.ts';

/** The guide's own form, and Latchkey's default. */
export const DEFAULT_PROFILE_NAME_TEMPLATE = '{account}_{role}';

/** Templates to choose from; any other text with these placeholders works too. */
export const profileNameTemplates = [
  DEFAULT_PROFILE_NAME_TEMPLATE,
  '{role}-{account}',
  '{accountName}.{role}',
] as const;

const placeholders = ['account', 'accountName', 'role'] as const;
type Placeholder = (typeof placeholders)[number];

/** A role to name a profile after. */
export interface NamedRole {
  readonly accountId: string;
  readonly accountName: string | null;
  readonly roleName: string;
}

export interface ProfileNameSource extends NamedRole {
  /** Names that are in use already. */
  readonly isTaken: (name: string) => boolean;
}

/**
 * A template as it is used, without blanks around it. Errors: `input.template-empty`; `input.template-invalid` with
 * `part`, the first thing in braces that is no placeholder, or a brace that is alone.
 */
export function checkNameTemplate(template: string): Result<string> {
  const trimmed = template.trim();
  if (trimmed === '') return err(appError('input.template-empty'));
  for (const [part, name] of trimmed.matchAll(/\{([^{}]*)\}|[{}]/g)) {
    if (!isPlaceholder(name)) return err(appError('input.template-invalid', { part }));
  }
  return ok(trimmed);
}

/**
 * The profile name for an account and role by a template with `{account}` (the id), `{accountName}` and `{role}`
 * (product.md §2). Every reader takes the result: NFKC, anything outside `[A-Za-z0-9_.@-]` becomes `-`. A part, or a
 * whole, of which nothing is left becomes the account id; a name that is taken gets `-2`, `-3`, ….
 */
export function profileName(template: string, source: ProfileNameSource): string {
  return createProfileNamer(template, source.isTaken)(source);
}

/**
 * Names one profile after the other by the same rule; no name is given twice. Takes time in proportion to the number of
 * names, however many of them would be the same.
 */
export function createProfileNamer(
  template: string,
  isTaken: (name: string) => boolean,
): (role: NamedRole) => string {
  const given = new Set<string>();
  /** The number to go on with for a name that was given before. */
  const numbers = new Map<string, number>();
  const isFree = (name: string) => isWritableName(name) && !given.has(name) && !isTaken(name);
  return (role) => {
    const wanted = fillTemplate(template, role);
    let name = wanted;
    let number = numbers.get(wanted) ?? 2;
    while (!isFree(name)) {
      name = `${wanted}-${String(number)}`;
      number += 1;
    }
    numbers.set(wanted, number);
    given.add(name);
    return name;
  };
}

function fillTemplate(template: string, role: NamedRole): string {
  const parts: Readonly<Record<Placeholder, string>> = {
    account: role.accountId,
    accountName: role.accountName ?? '',
    role: role.roleName,
  };
  const filled = template.replace(/\{([^{}]*)\}/g, (part, name: string) => {
    return isPlaceholder(name) ? orElse(sanitize(parts[name]), role.accountId) : part;
  });
  return orElse(sanitize(filled), role.accountId);
}

function isPlaceholder(name: string | undefined): name is Placeholder {
  return placeholders.some((known) => known === name);
}

function sanitize(text: string): string {
  return text.normalize('NFKC').replace(/[^A-Za-z0-9_.@-]+/g, '-');
}

function orElse(text: string, fallback: string): string {
  return /[^-]/.test(text) ? text : fallback;
}
