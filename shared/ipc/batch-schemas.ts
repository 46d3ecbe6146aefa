import * as v from 'valibot';
import type { GenerateInput } from '../model/profile-batch.ts';
import { changePreview, count, instant, sessionId, shortText } from './schemas.ts';

export const generateInput: v.GenericSchema<unknown, GenerateInput> = v.strictObject({
  sessionId,
  template: v.nullable(shortText),
  region: v.nullable(shortText),
  output: v.nullable(shortText),
  search: v.nullable(shortText),
  added: v.exactOptional(v.boolean()),
  again: v.boolean(),
});

/** Of very many profiles the first ones; `count` is how many there are. */
export const generatePreview = v.strictObject({
  change: changePreview,
  profiles: v.array(
    v.strictObject({
      name: v.string(),
      accountId: v.string(),
      accountName: v.nullable(v.string()),
      roleName: v.string(),
    }),
  ),
  count,
  present: count,
});

export const prunePreview = v.strictObject({
  change: changePreview,
  profiles: v.array(
    v.strictObject({
      name: v.string(),
      accountId: v.string(),
      roleName: v.string(),
      gone: v.picklist(['account', 'role']),
    }),
  ),
  count,
  listedAt: instant,
});
