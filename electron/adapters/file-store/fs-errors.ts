import { appError } from '../../../shared/model/app-error.ts';
import type { AppError } from '../../../shared/model/app-error.ts';

/** Why a target is refused; the `reason` of `config.unsafe-target`. */
export type UnsafeReason =
  | 'not-a-file'
  | 'not-a-directory'
  | 'owner'
  | 'hard-link'
  | 'link-loop'
  | 'dangling-link'
  | 'directory-owner'
  | 'directory-writable';

/** Ends an operation with a coded error; caught where the operation began. */
export class FileError extends Error {
  readonly error: AppError;

  constructor(error: AppError) {
    super(error.code);
    this.error = error;
  }
}

export function unsafeTarget(file: string, reason: UnsafeReason): FileError {
  return new FileError(appError('config.unsafe-target', { file, reason }));
}

/** The `code` of an error of node:fs, e.g. `ENOENT`. */
export function codeOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : '';
}

/** Puts a failure of the file system into words of ours. Anything that is no such failure is a bug and goes on up. */
export function toAppError(error: unknown, file: string, doing: 'read' | 'write'): AppError {
  if (error instanceof FileError) return error.error;
  const code = codeOf(error);
  switch (code) {
    case '':
      throw error;
    case 'ENOSPC':
    case 'EDQUOT':
      return appError('config.disk-full', { file });
    case 'EROFS':
    case 'EACCES':
    case 'EPERM':
      return doing === 'read'
        ? appError('config.read-failed', { file, reason: code })
        : appError('config.read-only', { file });
    case 'ELOOP':
      return unsafeTarget(file, 'link-loop').error;
    case 'EISDIR':
      return unsafeTarget(file, 'not-a-file').error;
    case 'ENOTDIR':
      return unsafeTarget(file, 'not-a-directory').error;
    default:
      return appError(doing === 'read' ? 'config.read-failed' : 'config.write-failed', {
        file,
        reason: code,
      });
  }
}
