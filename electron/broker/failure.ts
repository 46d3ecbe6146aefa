import { translateError } from '../../shared/i18n/error-text.ts';
import type { Translate } from '../../shared/i18n/translate.ts';
import { appError, type AppError, type AppErrorCode } from '../../shared/model/app-error.ts';
import type { CommandEnd } from './answer.ts';
import { exitCodeFor } from './exit-codes.ts';
import { jsonLine, printable } from './printable.ts';

/** A failure in words, as errors stand in JSON (product.md §5). */
export interface ErrorJson {
  readonly code: AppErrorCode;
  readonly message: string;
  readonly hint: string;
}

/** The words of an error, with the command that helps where there is one. */
export function errorJson(t: Translate, error: AppError): ErrorJson {
  const { message, hint } = translateError(t, error);
  const session = error.code === 'sign-in.required' ? error.params?.['session'] : undefined;
  return {
    code: error.code,
    message,
    hint: session === undefined ? hint : t('cli.hints.signIn', { name: session }),
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
