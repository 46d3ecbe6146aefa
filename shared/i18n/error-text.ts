import type { AppError, AppErrorCode } from '../model/app-error.ts';
import type { MessageKey, Translate } from './translate.ts';
import { errors } from './en/errors.ts';

/** What a person is told of a failure: what happened, and what was left untouched with the next step. */
export interface ErrorText {
  readonly message: string;
  readonly hint: string;
}

interface ErrorEntry {
  readonly message: string;
  readonly hint: string;
  readonly named?: string;
  readonly reasons?: Readonly<Record<string, string>>;
}

/**
 * The words for `error` in the language of `t`. The fuller wording is used only when every parameter it names is known,
 * so no placeholder ever shows; a known `reason` leads the hint. Plain text: show it as text, never as markup.
 */
export function translateError(t: Translate, error: AppError): ErrorText {
  const params = error.params ?? {};
  const { named, reasons } = entryOf(error.code);
  const full = named !== undefined && placeholders(named).every((name) => name in params);
  const hint = t(`errors.${error.code}.hint`, params);
  const reason = String(params['reason'] ?? '');
  return {
    message: t(`errors.${error.code}.${full ? 'named' : 'message'}` as MessageKey, params),
    hint:
      reasons !== undefined && Object.hasOwn(reasons, reason)
        ? t('window.common.sentences', {
            message: t(`errors.${error.code}.reasons.${reason}` as MessageKey),
            hint,
          })
        : hint,
  };
}

function entryOf(code: AppErrorCode): ErrorEntry {
  const dot = code.indexOf('.');
  const group = errors[code.slice(0, dot) as keyof typeof errors] as Readonly<Record<string, ErrorEntry>>;
  const entry = group[code.slice(dot + 1)];
  if (entry === undefined) {
    throw new Error(`no words for ${code}`);
  }
  return entry;
}

function placeholders(text: string): readonly string[] {
  return [...text.matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1] ?? '');
}
