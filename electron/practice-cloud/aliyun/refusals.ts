import { type Answer, json } from '../answer.ts';

/** A refusal of the OAuth services; the token endpoint spells the request id in its own way. */
export function aliyunOAuthRefusal(status: number, error: string, description: string): Answer {
  return {
    ...json(status, { error, error_description: description, request_id: 'practice', requestId: 'practice' }),
    error,
  };
}

/** A refusal of STS. */
export function aliyunStsRefusal(status: number, code: string, message: string): Answer {
  return {
    ...json(status, { RequestId: 'practice', HostId: 'sts.practice', Code: code, Message: message }),
    error: code,
  };
}

/** A refusal of CloudSSO. */
export function cloudSsoRefusal(status: number, code: string, message: string): Answer {
  return { ...json(status, { ErrorCode: code, ErrorMessage: message, RequestId: 'practice' }), error: code };
}
