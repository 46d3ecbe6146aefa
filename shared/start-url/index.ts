export { readAccessKeysText } from './access-keys-text.ts';
export {
  defaultScopes,
  parseScopes,
  scopesWarning,
  validateRegion,
  validateSessionName,
} from './session-fields.ts';
export { readStartUrl, regionConflict, type StartUrlFacts } from './start-url-facts.ts';
export { parseStartUrl } from './start-url.ts';
