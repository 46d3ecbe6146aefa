import * as v from 'valibot';
import { accountId, browserChoice, confirmed, longText, roleName, sessionId, shortText } from './schemas.ts';

const consolePlace = {
  destination: v.exactOptional(longText),
  service: v.exactOptional(shortText),
  region: v.exactOptional(shortText),
};

export const consoleCall = v.strictObject({
  target: v.variant('type', [
    v.strictObject({ type: v.literal('role'), role: v.strictObject({ sessionId, accountId, roleName }) }),
    v.strictObject({ type: v.literal('profile'), name: shortText }),
  ]),
  place: v.strictObject(consolePlace),
  browser: v.exactOptional(browserChoice),
  confirmed,
});

export const consoleOpening = v.strictObject({
  way: v.picklist(['portal', 'federation']),
  outcome: v.picklist(['opened', 'copied']),
});
