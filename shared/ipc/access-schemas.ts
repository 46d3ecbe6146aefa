import * as v from 'valibot';
import type { AccessChanges, AccessChangesView } from '../model/access-changes.ts';
import type { Instant } from '../model/instant.ts';
import type { SessionId } from '../model/session.ts';
import { tagColours, tagFields, type TagRule } from '../model/tag.ts';

const controlCharacters = /[\u0000-\u001f\u007f-\u009f]/;
const words = (most: number) =>
  v.pipe(
    v.string(),
    v.minLength(1),
    v.maxLength(most),
    v.check((text) => text.trim() !== '' && !controlCharacters.test(text)),
  );
const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const instant = v.pipe(
  v.number(),
  v.transform((value) => value as Instant),
);

const tagRule: v.GenericSchema<unknown, TagRule> = v.strictObject({
  name: words(32),
  colour: v.picklist(tagColours),
  production: v.boolean(),
  field: v.picklist(tagFields),
  pattern: words(128),
});

/** The rules that roles are tagged by; few enough to be looked at for each of thousands of accounts. */
export const tagRules = v.pipe(v.array(tagRule), v.maxLength(50));

/** Where the AWS files are instead; null is the usual place. */
export const fileOverrides = v.strictObject({
  config: v.nullable(words(1024)),
  credentials: v.nullable(words(1024)),
});

const account = { accountId: v.string(), accountName: v.nullable(v.string()) };
const role = v.strictObject({ ...account, roleName: v.string() });

export const accessChangesView: v.GenericSchema<unknown, AccessChangesView> = v.strictObject({
  addedRoles: count,
  removedRoles: count,
  addedAccounts: count,
  removedAccounts: count,
  firstAdded: v.array(role),
  firstRemoved: v.array(role),
  foundAt: instant,
});

export const accessChanges: v.GenericSchema<unknown, AccessChanges> = v.strictObject({
  sessionId: v.pipe(
    v.string(),
    v.transform((text) => text as SessionId),
  ),
  addedRoles: v.array(role),
  removedRoles: v.array(role),
  addedAccounts: v.array(v.strictObject(account)),
  removedAccounts: v.array(v.strictObject(account)),
  foundAt: instant,
});
