/**
 * How calls leave this machine, as set by the user; null leaves a value to the environment or the system. JSON, never a
 * secret: a proxy URL with a password is refused here and taken from the environment alone.
 */
export interface NetworkSettings {
  /** `http://host:port` or `https://host:port`. */
  readonly proxyUrl: string | null;
  /** Hosts that no proxy is used for, as `NO_PROXY` has them; `*` stands for all. */
  readonly noProxy: string | null;
  /** Absolute path of a PEM file whose authorities are trusted too, as `AWS_CA_BUNDLE` names one. */
  readonly caBundle: string | null;
}

export const usualNetwork: NetworkSettings = { proxyUrl: null, noProxy: null, caBundle: null };

/** What Latchkey's own environment says of the network, passwords masked; for showing beside the settings. */
export type NetworkEnvironment = NetworkSettings;
