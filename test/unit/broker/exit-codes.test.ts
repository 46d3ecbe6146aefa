import { expect, it } from 'vitest';
import { exitCodeFor } from '../../../electron/broker/exit-codes.ts';
import { type AppErrorCode, appErrorCodes } from '../../../shared/model/app-error.ts';

it.each<[AppErrorCode, number]>([
  ['input.usage', 2],
  ['input.start-url-not-https', 2],
  ['input.region-missing', 2],
  ['input.session-unknown', 1],
  ['config.changed-on-disk', 1],
  ['sign-in.required', 3],
  ['portal.unauthorized', 3],
  ['sign-in.denied', 5],
  ['portal.forbidden', 5],
  ['sign-in.timed-out', 6],
  ['network.timed-out', 6],
  ['sign-in.cancelled', 1],
])('%s ends with %i', (code, exit) => {
  expect(exitCodeFor(code)).toBe(exit);
});

it('every failure ends with a code that is not 0, and never with 4, which means that the app cannot be reached', () => {
  expect(new Set(appErrorCodes.map(exitCodeFor))).toStrictEqual(new Set([1, 2, 3, 5, 6]));
});
