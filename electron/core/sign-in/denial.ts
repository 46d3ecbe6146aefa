import { appError, type AppError } from '../../../shared/model/app-error.ts';
import type { CallbackDecision } from './callback-policy.ts';

type Denial = Extract<CallbackDecision, { type: 'settle-denied' }>;

/** What it means that the authorization server sent the browser back with an error (RFC 6749 §4.1.2.1). */
export function errorOfDenial({ reason, description }: Denial): AppError {
  switch (reason) {
    case 'access_denied':
      return appError('sign-in.denied', description === null ? { reason } : { reason, description });
    case 'invalid_scope':
      return appError('sign-in.scope-rejected');
    case 'unauthorized_client':
      return appError('sign-in.client-unauthorized');
    case 'unsupported_response_type':
      return appError('sign-in.flow-unsupported');
    case 'invalid_request':
      return appError('sign-in.request-rejected');
    case 'server_error':
    case 'temporarily_unavailable':
      return appError('server.failed');
    case 'other':
      return appError('sign-in.rejected');
  }
}
