import { isKnownRegionShape } from '../aws/partitions.ts';
import { appError, type AppError } from '../model/app-error.ts';
import { err, ok, type Result } from '../model/result.ts';

/** Without it portal calls answer 401 (protocol/aws.md §2.2). */
const accountAccess = 'sso:account:access';

/** What the CLI registers where nothing is configured (protocol/aws.md §2.2). */
export const defaultScopes: readonly string[] = [accountAccess];

/**
 * A region by its shape. A slip such as `us_west-2` or `US-WEST-2a` is told from nonsense: the error's `suggestion` then has
 * what was probably meant. Errors: `input.region-missing`, `input.region-invalid` (`region`, `suggestion`).
 */
export function validateRegion(text: string): Result<string> {
  const region = text.trim();
  if (region === '') {
    return err(appError('input.region-missing'));
  }
  if (isKnownRegionShape(region)) {
    return ok(region);
  }
  const shown = printable(region);
  const suggestion = regionMeant(region);
  return err(
    appError('input.region-invalid', suggestion === null ? { region: shown } : { region: shown, suggestion }),
  );
}

function regionMeant(text: string): string | null {
  const region = text
    .toLowerCase()
    .replace(/[\s_.]+/g, '-')
    // An availability zone instead of its region.
    .replace(/(\d)[a-f]$/, '$1')
    .replace(/([a-z])(\d{1,2})$/, '$1-$2');
  return isKnownRegionShape(region) ? region : null;
}

/**
 * Registration scopes as typed: separated by commas or blanks, each once, in their order (the order is part of the CLI's
 * registration key, protocol/aws.md §2.7). Nothing typed is `usual`. Errors: `input.scopes-invalid`.
 */
export function parseScopes(
  text: string | null,
  usual: readonly string[] = defaultScopes,
): Result<readonly string[]> {
  const scopes = [...new Set((text ?? '').split(/[\s,]+/).filter((scope) => scope !== ''))];
  if (scopes.length === 0) {
    return ok(usual);
  }
  const valid = scopes.length <= 20 && scopes.every((scope) => /^[A-Za-z0-9:._/-]{1,128}$/.test(scope));
  return valid ? ok(scopes) : err(appError('input.scopes-invalid'));
}

/**
 * What is wrong with scopes that are valid and of no use: the portal refuses a token without `sso:account:access`. A legacy
 * token has no scopes at all and is taken. Codes: `input.scopes-without-accounts`.
 */
export function scopesWarning(scopes: readonly string[]): AppError | null {
  return scopes.length > 0 && !scopes.includes(accountAccess)
    ? appError('input.scopes-without-accounts')
    : null;
}

/**
 * A name that every reader of `[sso-session NAME]` takes: 1 to 64 letters, digits, `_ . @ -` (protocol/aws.md §5),
 * no dash in front, where a command line would take it for an option. Errors: `input.session-name-invalid` (`name`).
 */
export function validateSessionName(text: string): Result<string> {
  const name = text.trim();
  return /^[A-Za-z0-9_.@][A-Za-z0-9_.@-]{0,63}$/.test(name)
    ? ok(name)
    : err(appError('input.session-name-invalid', { name: printable(name) }));
}

/** Fit for a message: one line, not long. */
function printable(text: string): string {
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/g, '\ufffd').slice(0, 64);
}
