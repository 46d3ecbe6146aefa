/** Everything that can be asked of the practice cloud, under the service's own names where it has one. */
export const operations = [
  'RegisterClient',
  'Authorize',
  'StartDeviceAuthorization',
  'CreateToken',
  'ListAccounts',
  'ListAccountRoles',
  'GetRoleCredentials',
  'Logout',
  'GetCallerIdentity',
  'SignInPage',
  'ConsentPage',
  'DevicePage',
  'PortalPage',
  'ConsolePage',
  'AccessPage',
  'Federation',
  'Vanity',
  'Asset',
  'AliyunPage',
  'AliyunToken',
  'AliyunExchange',
  'AliyunRevoke',
  'AliyunGetCallerIdentity',
  'CloudSsoDeviceAuthorization',
  'CloudSsoToken',
  'CloudSsoAccounts',
  'CloudSsoAccessConfigurations',
  'CloudSsoCredentials',
] as const;

export type Operation = (typeof operations)[number];

/** One request, without anything secret. */
export interface LogEntry {
  readonly operation: Operation;
  /** Milliseconds since the epoch, by the practice cloud's clock, when the request came in. */
  readonly at: number;
  /** The HTTP status; 0 when the request was left hanging or its answer cut. */
  readonly status: number;
  /** The error code of a refusal, e.g. `invalid_grant` or `TooManyRequestsException`. */
  readonly error?: string;
  /** For CreateToken: which grant. */
  readonly grantType?: string;
}

const KEPT_ENTRIES = 50_000;

/** What was called, for assertions and for the curious. Old entries go when there are too many. */
export class RequestLog {
  #entries: LogEntry[] = [];

  /** All entries, oldest first. */
  get entries(): readonly LogEntry[] {
    return this.#entries;
  }

  /** The entries of one operation, oldest first. */
  of(operation: Operation): readonly LogEntry[] {
    return this.#entries.filter((entry) => entry.operation === operation);
  }

  /** How often an operation was called, with this status if one is given. */
  count(operation: Operation, status?: number): number {
    return this.of(operation).filter((entry) => status === undefined || entry.status === status).length;
  }

  add(entry: LogEntry): void {
    this.#entries.push(entry);
    if (this.#entries.length > KEPT_ENTRIES) this.#entries = this.#entries.slice(KEPT_ENTRIES / 2);
  }

  clear(): void {
    this.#entries = [];
  }
}
