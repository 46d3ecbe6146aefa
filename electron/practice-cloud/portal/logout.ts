import { type Answer, empty } from '../answer.ts';
import type { PracticeContext } from '../context.ts';
import type { PracticeRequest } from '../request.ts';
import { callerOf } from './bearer.ts';

/** Logout: ends the sign-in session with all its tokens; issued role credentials stay valid (protocol/aws.md §1.6, §3). */
export function logout(request: PracticeRequest, context: PracticeContext): Answer {
  const caller = callerOf(request, context);
  if (!caller.ok) return caller.error;
  context.state.endSession(caller.value.session.id);
  return empty(200);
}
