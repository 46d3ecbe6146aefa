export { parseScopes, validateRegion, validateSessionName } from './session-fields.ts';
export { parseStartUrl } from './start-url.ts';
