import * as v from 'valibot';
import type { InstalledBrowser } from '../model/browser.ts';
import type { IdentityView } from '../model/identity.ts';
import type { NetworkSettings } from '../model/network.ts';

const line = v.pipe(
  v.string(),
  v.minLength(1),
  v.maxLength(4096),
  v.regex(/^[^\u0000-\u001f\u007f-\u009f]+$/),
);

/** What is kept and what the window may set; whether the values can be used is for the core to say. */
export const networkSettings: v.GenericSchema<unknown, NetworkSettings> = v.strictObject({
  proxyUrl: v.nullable(line),
  noProxy: v.nullable(line),
  caBundle: v.nullable(line),
});

export const identityView: v.GenericSchema<unknown, IdentityView> = v.variant('state', [
  v.strictObject({ state: v.literal('confirmed'), name: v.string() }),
  v.strictObject({ state: v.literal('changed'), was: v.string(), now: v.string() }),
]);

export const installedBrowser: v.GenericSchema<unknown, InstalledBrowser> = v.strictObject({
  id: v.string(),
  name: v.string(),
  privateWindow: v.boolean(),
  profiles: v.array(v.strictObject({ id: v.string(), name: v.string() })),
});
