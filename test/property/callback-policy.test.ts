import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  decideCallback,
  type CallbackDecision,
  type CallbackExpectation,
  type CallbackRequest,
} from '../../electron/core/sign-in/callback-policy.ts';

const state = 'Xq3_8sQn-0aVnZ6J7l1cYH2bR5dTfWgKpMuEoIiLrSs';
const expected: CallbackExpectation = {
  path: '/oauth/callback',
  port: 49152,
  state,
  issuer: 'https://identitycenter.amazonaws.com/ssoins-1234567890abcdef',
  settledBy: null,
};

interface Parts {
  readonly method: string;
  readonly path: string;
  readonly parameters: readonly (readonly [string, string])[];
  readonly headers: readonly (readonly [string, string])[];
}

const good: Parts = {
  method: 'GET',
  path: '/oauth/callback',
  parameters: [
    ['code', 'abc'],
    ['state', state],
  ],
  headers: [['Host', '127.0.0.1:49152']],
};

/** Mostly right, each part sometimes wrong: so the interesting requests are near the accepted one. */
const parts: fc.Arbitrary<Parts> = fc.record({
  method: mostly('GET', 'HEAD', 'POST', 'OPTIONS', 'get', 'PUT'),
  path: mostly(
    '/oauth/callback',
    '/',
    '/oauth/callback/',
    '/OAuth/callback',
    '/oauth/%63allback',
    '/oauth/../oauth/callback',
    '//oauth/callback',
    '/done',
    '/favicon.ico',
    'http://127.0.0.1:49152/oauth/callback',
    '*',
  ),
  parameters: fc
    .tuple(
      answers(
        [],
        [['code', '']],
        [['code', 'a b']],
        [['code', 'x'.repeat(3073)]],
        [['error', '']],
        [
          ['code', 'abc'],
          ['error', 'access_denied'],
        ],
        [
          ['code', 'abc'],
          ['code', 'abc'],
        ],
      ),
      mostly<[string, string][]>(
        [['state', state]],
        [],
        [['state', '']],
        [['state', state.slice(1)]],
        [['state', `${state}x`]],
        [['state', state.toLowerCase()]],
        [
          ['state', state],
          ['state', state],
        ],
        [
          ['state', 'wrong'],
          ['state', state],
        ],
      ),
      mostly<[string, string][]>(
        [],
        [['iss', expected.issuer ?? '']],
        [['iss', 'https://evil.example']],
        [['session_state', 'x']],
      ),
    )
    .chain((groups) => fc.shuffledSubarray(groups.flat(), { minLength: groups.flat().length })),
  headers: fc
    .tuple(
      mostly<[string, string][]>(
        [['Host', '127.0.0.1:49152']],
        [],
        [['Host', 'localhost:49152']],
        [['Host', '127.0.0.1']],
        [['Host', '127.0.0.1:49153']],
        [['Host', 'rebound.example:49152']],
        [
          ['Host', '127.0.0.1:49152'],
          ['hOST', '127.0.0.1:49152'],
        ],
      ),
      mostly<[string, string][]>([], [['Origin', 'https://evil.example']], [['origin', 'null']]),
      mostly<[string, string][]>(
        [],
        [['Sec-Fetch-Mode', 'navigate']],
        [['Sec-Fetch-Mode', 'no-cors']],
        [['sec-fetch-mode', 'cors']],
      ),
      mostly<[string, string][]>([], [['Content-Length', '0']], [['Transfer-Encoding', 'chunked']]),
      mostly<[string, string][]>([], [['Cookie', 'c'.repeat(9000)]], [['Cookie', 'c'.repeat(4000)]]),
    )
    .map((groups) => groups.flat()),
});

/** A code and a refusal equally often, so that each run sees hundreds of both settle. */
function answers(...others: [string, string][][]): fc.Arbitrary<[string, string][]> {
  return fc.oneof(
    { arbitrary: fc.constant<[string, string][]>([['code', 'abc']]), weight: 3 },
    { arbitrary: fc.constant<[string, string][]>([['error', 'access_denied']]), weight: 3 },
    { arbitrary: fc.constantFrom(...others), weight: 1 },
  );
}

function mostly<T>(usual: T, ...others: T[]): fc.Arbitrary<T> {
  return fc.oneof(
    { arbitrary: fc.constant(usual), weight: 6 },
    { arbitrary: fc.constantFrom(...others), weight: 1 },
  );
}

function wire({ method, path, parameters, headers }: Parts): CallbackRequest {
  const query = new URLSearchParams(parameters.map(([name, value]) => [name, value])).toString();
  return { method, target: query === '' ? path : `${path}?${query}`, rawHeaders: headers.flat() };
}

/** The rules of security.md §5.1, written a second time over the parts instead of the wire. */
function modelSettles({ method, path, parameters, headers }: Parts): 'success' | 'denied' | null {
  const values = (name: string) => parameters.filter(([key]) => key === name).map(([, value]) => value);
  const header = (name: string) =>
    headers.filter(([key]) => key.toLowerCase() === name).map(([, value]) => value);
  const names = parameters.map(([name]) => name);
  const right =
    method === 'GET' &&
    path === '/oauth/callback' &&
    header('host').join() === '127.0.0.1:49152' &&
    header('origin').length === 0 &&
    header('sec-fetch-mode').every((mode) => mode === 'navigate') &&
    header('content-length').length === 0 &&
    header('transfer-encoding').length === 0 &&
    header('cookie').every((cookie) => cookie.length < 8000) &&
    names.length === new Set(names).size &&
    values('state').join() === state &&
    values('iss').every((issuer) => issuer === expected.issuer);
  const [code, error] = [values('code')[0], values('error')[0]];
  if (!right || (code !== undefined && error !== undefined)) {
    return null;
  }
  if (code !== undefined) {
    return code === 'abc' ? 'success' : null;
  }
  return error === undefined || error === '' ? null : 'denied';
}

function settles(decision: CallbackDecision): 'success' | 'denied' | null {
  return decision.type === 'settle-success' ? 'success' : decision.type === 'settle-denied' ? 'denied' : null;
}

describe('the callback policy (R-15)', () => {
  test('settles exactly when method, path, Host, state and parameters are right', () => {
    const seen = new Map<string | null, number>();
    fc.assert(
      fc.property(parts, (request) => {
        const outcome = settles(decideCallback(wire(request), expected));
        seen.set(outcome, (seen.get(outcome) ?? 0) + 1);
        expect(outcome).toBe(modelSettles(request));
      }),
      { numRuns: 5000 },
    );
    // Otherwise the property says nothing.
    const rarest = Math.min(seen.get('success') ?? 0, seen.get('denied') ?? 0, seen.get(null) ?? 0);
    expect(rarest).toBeGreaterThan(20);
  });

  test('never throws and never settles without the state, whatever comes over the wire', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.constant('GET'), fc.string()),
        fc.oneof(
          fc.string({ unit: 'binary' }),
          fc.string().map((query) => `/oauth/callback?${query}`),
          fc.webUrl({ withQueryParameters: true }).map((url) => `/oauth/callback?${url}`),
        ),
        fc.array(fc.string()),
        fc.option(fc.string(), { nil: null }),
        (method, target, rawHeaders, settledBy) => {
          const request = { method, target, rawHeaders: ['Host', '127.0.0.1:49152', ...rawHeaders] };
          expect(settles(decideCallback(request, { ...expected, settledBy }))).toBeNull();
        },
      ),
      { numRuns: 3000 },
    );
  });

  test('once settled, only the settling request itself and the done page are answered', () => {
    const settledBy = wire(good).target;
    fc.assert(
      fc.property(parts, (request) => {
        const decision = decideCallback(wire(request), { ...expected, settledBy });
        expect(settles(decision)).toBeNull();
        if (decision.type === 'repeat') {
          expect(wire(request).target).toBe(settledBy);
        }
        if (decision.type === 'done-page') {
          expect(wire(request).target).toBe('/done');
        }
      }),
      { numRuns: 3000 },
    );
  });
});
