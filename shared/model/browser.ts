/** A browser found on this machine, as it is offered for sign-ins. Never anything secret. */
export interface InstalledBrowser {
  /** Stable on one machine: the name of the desktop file, the bundle identifier, or the registry key. */
  readonly id: string;
  readonly name: string;
  /** Whether it can be told to open a private window. */
  readonly privateWindow: boolean;
  /** Its user profiles, where the browser can be started with one and the list can be read. */
  readonly profiles: readonly BrowserProfile[];
}

export interface BrowserProfile {
  /** The folder that `--profile-directory` takes. */
  readonly id: string;
  readonly name: string;
}
