import { translateError } from '../../shared/i18n/error-text.ts';
import type { MessageKey, Translate } from '../../shared/i18n/translate.ts';
import { appError, type AppError, type AppErrorCode } from '../../shared/model/app-error.ts';
import { signInHelps } from '../../shared/model/sign-in-errors.ts';
import type { CommandEnd } from './answer.ts';
import { exitCodeFor } from './exit-codes.ts';
import { jsonLine, printable } from './printable.ts';

/** A failure in words, as errors stand in JSON (product.md §5). */
export interface ErrorJson {
  readonly code: AppErrorCode;
  readonly message: string;
  readonly hint: string;
}

interface CommandHint {
  readonly key: MessageKey;
  readonly needs: readonly string[];
}

/** Hints that name the command or option that helps, where what they are filled in with is known. */
const commandHints: Readonly<Partial<Record<AppErrorCode, CommandHint>>> = {
  'sign-in.wrong-region': { key: 'cli.hints.setRegion', needs: ['session', 'suggestion'] },
  'sign-in.sign-out-first': { key: 'cli.hints.signOutFirst', needs: ['session'] },
  'input.region-invalid': { key: 'cli.hints.region', needs: ['suggestion'] },
  'input.region-mismatch': { key: 'cli.hints.region', needs: ['suggestion'] },
  'input.endpoint-unconfirmed': { key: 'cli.hints.allowHost', needs: ['host'] },
};

const signInHint: CommandHint = { key: 'cli.hints.signIn', needs: ['session'] };

/** Questions that `--yes` answers. */
const asks: ReadonlySet<AppErrorCode> = new Set([
  'config.foreign-default',
  'config.profile-in-use',
  'config.session-in-use',
  'config.undo-changed',
]);

/** The words of an error, with the command that helps where there is one. */
export function errorJson(t: Translate, error: AppError): ErrorJson {
  const { message, hint } = translateError(t, error);
  const params = error.params ?? {};
  const better = commandHints[error.code] ?? (signInHelps(error.code) ? signInHint : undefined);
  const known = better?.needs.every((name) => name in params) === true;
  const said = known ? t(better.key, params) : hint;
  return {
    code: error.code,
    message,
    hint: asks.has(error.code) ? t('cli.hints.yes', { hint: said }) : said,
  };
}

/** A usage error: `reason` says what is wrong, `hint` how to go on. */
export function usageFailure(t: Translate, reason: string, hint: string): ErrorJson {
  return {
    code: 'input.usage',
    message: translateError(t, appError('input.usage', { reason })).message,
    hint,
  };
}

/** Ends a command with an error on standard error, as JSON or as readable lines. */
export function failedWith(t: Translate, failure: ErrorJson, json: boolean): CommandEnd {
  const errorLines = json
    ? [jsonLine({ error: failure })]
    : [t('cli.error.line', { message: printable(failure.message) }), printable(failure.hint)];
  return { exitCode: exitCodeFor(failure.code), errorLines };
}
