import type { AppError, AppErrorCode } from '../../../shared/model/app-error.ts';
import type { Result } from '../../../shared/model/result.ts';

/** The error of a checked value, or null. */
export function problemOf(result: Result<unknown>): AppError | null {
  return result.ok ? null : result.error;
}

/** A name of the pattern `base`, `base-2`, … that is not taken. */
export function freeName(base: string, taken: readonly string[]): string {
  let name = base;
  for (let number = 2; taken.includes(name); number += 1) {
    name = `${base}-${number}`;
  }
  return name;
}

/** Which field an error of main is about; null if of none. */
export function fieldOf<Field extends string>(
  code: AppErrorCode,
  fields: Readonly<Record<Field, readonly AppErrorCode[]>>,
): Field | null {
  for (const [field, codes] of Object.entries<readonly AppErrorCode[]>(fields)) {
    if (codes.includes(code)) return field as Field;
  }
  return null;
}
