const REGISTERED = /^http:\/\/127\.0\.0\.1(\/[^?#\s]*)$/u;
const USED = /^http:\/\/127\.0\.0\.1(?::(\d{1,5}))?(\/[^?#\s]*)$/u;

/** Whether a redirect URI may be registered: literally 127.0.0.1, no port, a path (protocol/aws.md §2.2). */
export function mayRegister(uri: string): boolean {
  return REGISTERED.test(uri);
}

/** Whether a used redirect URI fits a registered one: any port, the same path (RFC 8252 §7.3, protocol/aws.md §2.4). */
export function fitsRegistered(used: string, registered: readonly string[]): boolean {
  const match = USED.exec(used);
  if (match === null || Number(match[1] ?? '80') > 65_535) return false;
  return registered.some((uri) => REGISTERED.exec(uri)?.[1] === match[2]);
}

/** `uri` with parameters added. */
export function withParameters(uri: string, parameters: Readonly<Record<string, string | null>>): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    if (value !== null) query.set(name, value);
  }
  return `${uri}?${query.toString()}`;
}
