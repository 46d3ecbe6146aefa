export { defaultScopes, parseScopes, validateRegion, validateSessionName } from './session-fields.ts';
export { parseStartUrl, type StartUrlOptions } from './start-url.ts';
