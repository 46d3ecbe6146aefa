import { type Answer, json } from '../answer.ts';
import { badDestination, destinationOf } from '../browser/console.ts';
import type { PracticeContext } from '../context.ts';
import { consolePage } from '../pages/console.ts';
import { messagePage } from '../pages/message.ts';
import { words } from '../pages/words.ts';
import { partitionOf } from '../region.ts';
import type { PracticeRequest } from '../request.ts';
import { randomToken, sameSecret } from '../secrets.ts';
import type { RoleCredentialsRecord } from '../state.ts';
import { identityOf } from '../sts/query-api.ts';

const FIFTEEN_MINUTES_MS = 15 * 60 * 1000;

/** The federation endpoint of the console (protocol/aws.md §7.3): a token for role credentials, then a console for the token. */
export function federate(request: PracticeRequest, context: PracticeContext): Answer {
  const parameters = request.method === 'POST' ? new URLSearchParams(request.body) : request.query;
  switch (parameters.get('Action')) {
    case 'getSigninToken':
      return signinToken(parameters, request, context);
    case 'login':
      return login(parameters, request, context);
    default:
      return refuse('Action');
  }
}

function signinToken(
  parameters: URLSearchParams,
  request: PracticeRequest,
  context: PracticeContext,
): Answer {
  const duration = parameters.get('SessionDuration');
  if (duration !== null && !(/^\d{3,5}$/u.test(duration) && +duration >= 900 && +duration <= 43_200)) {
    return refuse('SessionDuration');
  }
  const keys = parse(parameters.get('Session') ?? '');
  const record = context.state.roleCredentials.get(text(keys, 'sessionId'));
  const known =
    record !== undefined &&
    sameSecret(record.secretAccessKey, text(keys, 'sessionKey')) &&
    sameSecret(record.sessionToken, text(keys, 'sessionToken'));
  if (!known || record.expiresAt <= context.now() || isElsewhere(record, request)) return refuse('Session');
  const token = randomToken(context.random, 96);
  context.state.signinTokens.set(token, {
    accessKeyId: record.accessKeyId,
    expiresAt: context.now() + FIFTEEN_MINUTES_MS,
  });
  return json(200, { SigninToken: token });
}

function login(parameters: URLSearchParams, request: PracticeRequest, context: PracticeContext): Answer {
  const token = context.state.signinTokens.get(parameters.get('SigninToken') ?? '');
  const record = context.state.roleCredentials.get(token?.accessKeyId ?? '');
  if (token === undefined || record === undefined || token.expiresAt <= context.now()) {
    return { ...messagePage(400, words.problem.title, words.problem.signinToken), error: 'SigninToken' };
  }
  if (isElsewhere(record, request)) return refuse('SigninToken');
  if (URL.parse(parameters.get('Issuer') ?? '') === null) return refuse('Issuer');
  const wanted = parameters.get('Destination') ?? '';
  if (wanted === '') return refuse('Destination');
  const destination = destinationOf(wanted, partitionOf(request.region), request.origin);
  if (destination === null) return badDestination(wanted);
  const { accountId, roleName } = record;
  const { arn } = identityOf(record);
  return consolePage({ accountId, accountName: null, roleName, arn, ...destination, by: 'federation' });
}

/** The sign-in host of another partition does not know the keys. */
function isElsewhere(record: RoleCredentialsRecord, request: PracticeRequest): boolean {
  return partitionOf(record.region) !== partitionOf(request.region);
}

function refuse(parameter: string): Answer {
  const answer = messagePage(400, words.problem.title, `${words.problem.federation} ${parameter}`);
  return { ...answer, error: parameter };
}

function parse(value: string): unknown {
  try {
    return JSON.parse(value);
  } catch {
    return null;
  }
}

function text(value: unknown, name: string): string {
  const member =
    typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>)[name] : null;
  return typeof member === 'string' ? member : '';
}
