import { type Answer, json } from '../answer.ts';
import type { RefusalDetails } from '../route.ts';

const SERVICE = 'com.amazonaws.switchboard.portal';

/** A refusal of the portal API, with the body the real one was seen to send (protocol/aws.md §3). */
export function portalRefusal(
  status: number,
  exception: string,
  message: string,
  details: RefusalDetails = {},
): Answer {
  return {
    ...json(
      status,
      { ...details.members, message, __type: `${SERVICE}#${exception}` },
      { 'x-amzn-errortype': `${exception}:http://internal.amazon.com/coral/${SERVICE}/` },
    ),
    error: exception,
  };
}

/** 401: the token is missing, unknown, expired, revoked, without the scope, or its session has ended. */
export function unauthorized(): Answer {
  return portalRefusal(401, 'UnauthorizedException', 'Session token not found or invalid');
}

/** 403: the token is fine, the assignment is not there. */
export function forbidden(): Answer {
  return portalRefusal(403, 'ForbiddenException', 'No access');
}

/** 404: no such account or role. */
export function notFound(message: string): Answer {
  return portalRefusal(404, 'ResourceNotFoundException', message);
}

/** 400: bad input. */
export function invalidRequest(message: string): Answer {
  return portalRefusal(400, 'InvalidRequestException', message);
}
