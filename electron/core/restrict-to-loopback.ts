import { appError } from '../../shared/model/app-error.ts';
import { err } from '../../shared/model/result.ts';
import { isLoopbackUrl } from '../../shared/net/loopback.ts';
import type { Http } from './ports.ts';

/** Lets no request leave this machine: what the fallback Electron is held to (security.md §0.11). */
export function restrictToLoopback(http: Http): Http {
  return {
    request(request) {
      return isLoopbackUrl(request.url)
        ? http.request(request)
        : Promise.resolve(err(appError('runtime.practice-only')));
    },
  };
}
