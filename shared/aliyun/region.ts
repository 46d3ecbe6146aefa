import { appError } from '../model/app-error.ts';
import { err, ok, type Result } from '../model/result.ts';

/** What the CLI takes for a region (protocol/aliyun.md §2.4); never empty. Errors: `aliyun.region-invalid`. */
export function checkAliyunRegion(text: string): Result<string> {
  const region = text.trim();
  return /^[a-zA-Z0-9-]{1,64}$/.test(region)
    ? ok(region)
    : err(appError('aliyun.region-invalid', { region }));
}
