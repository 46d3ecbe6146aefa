import * as v from 'valibot';
import { pasteParts, type PastePreview, type StsKeysSource } from '../model/aliyun-input.ts';
import type { AliyunProfileDetails, AliyunProfileInput } from '../model/aliyun-profile.ts';
import { accountId, instant, profileRow, roleName, sessionId, shortText } from './schemas.ts';

export const aliyunSite = v.picklist(['CN', 'INTL']);

/** Lines of a shell or JSON, as pasted. It goes to main and never comes back (security.md §0.3). */
const pastedText = v.pipe(v.string(), v.maxLength(60_000));
const keyText = v.pipe(v.string(), v.maxLength(8192));

/** The write-only channel of keys. */
export const stsKeysSource: v.GenericSchema<unknown, StsKeysSource> = v.variant('type', [
  v.strictObject({ type: v.literal('text'), text: pastedText }),
  v.strictObject({
    type: v.literal('fields'),
    accessKeyId: keyText,
    accessKeySecret: keyText,
    securityToken: keyText,
  }),
  v.strictObject({ type: v.literal('clipboard') }),
]);

/** The write-only channel of a callback address, which holds an authorization code. */
export const pastedCallback = v.pipe(v.string(), v.maxLength(16_384));

export const newAliyunSession = v.strictObject({
  name: shortText,
  site: aliyunSite,
  region: shortText,
  profileName: v.exactOptional(shortText),
  makeCurrent: v.exactOptional(v.boolean()),
});

export const newCloudSsoSession = v.strictObject({
  name: shortText,
  signInUrl: v.pipe(v.string(), v.maxLength(2048)),
  region: v.exactOptional(shortText),
});

export const newStsTokenSession = v.strictObject({
  name: shortText,
  region: shortText,
  source: stsKeysSource,
  expiresAt: v.exactOptional(instant),
});

const pastePart = v.picklist(pasteParts);

export const pastePreview: v.GenericSchema<unknown, PastePreview> = v.strictObject({
  keyId: v.nullable(v.string()),
  found: v.array(pastePart),
  missing: v.array(pastePart),
  expiresAt: v.nullable(instant),
  region: v.nullable(v.string()),
  profileName: v.nullable(v.string()),
});

export const profileInput: v.GenericSchema<unknown, AliyunProfileInput> = v.strictObject({
  name: shortText,
  sessionId,
  delivery: v.picklist(['native', 'static']),
  accountId: v.nullable(accountId),
  roleName: v.nullable(roleName),
  region: shortText,
  language: v.nullable(v.picklist(['zh', 'en'])),
  makeCurrent: v.boolean(),
});

export const profileDetails: v.GenericSchema<unknown, AliyunProfileDetails> = v.strictObject({
  row: profileRow,
  input: v.nullable(profileInput),
  usedBy: v.array(v.strictObject({ name: v.string(), managed: v.boolean() })),
});
