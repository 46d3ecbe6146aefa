import type { Checked } from '../answer.ts';
import type { PracticeRequest } from '../request.ts';
import { oidcError, oidcRefusal } from './errors.ts';

/** A JSON object from outside, with typed ways in. */
export interface JsonBody {
  /** The member as a non-empty string, or undefined if it is missing, null, empty or something else. */
  text(name: string): string | undefined;
  /** The member as an array of strings; null if it is missing, null or empty; undefined if it is something else. */
  texts(name: string): readonly string[] | null | undefined;
}

/** Reads the body of an OIDC call: a JSON object, sent as JSON. */
export function readJsonBody(request: PracticeRequest): Checked<JsonBody> {
  const type = (request.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase();
  if (type !== 'application/json') {
    return {
      ok: false,
      error: oidcRefusal(415, 'invalid_request', 'The content type must be application/json'),
    };
  }
  const members = parseObject(request.body);
  if (members === null) {
    return { ok: false, error: oidcError('invalid_request', 'The body is not a JSON object') };
  }
  return {
    ok: true,
    value: {
      text: (name) => {
        const value = members[name];
        return typeof value === 'string' && value !== '' ? value : undefined;
      },
      texts: (name) => {
        const value = members[name];
        if (value === undefined || value === null) return null;
        if (!Array.isArray(value) || !value.every((item) => typeof item === 'string')) return undefined;
        return value.length === 0 ? null : value;
      },
    },
  };
}

function parseObject(text: string): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Readonly<Record<string, unknown>>)
      : null;
  } catch {
    return null;
  }
}
