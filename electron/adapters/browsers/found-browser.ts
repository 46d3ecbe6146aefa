/** A browser as one platform has it. */
export interface FoundBrowser {
  readonly id: string;
  readonly name: string;
  /** How it takes a private window; null where it cannot. */
  readonly privateFlag: string | null;
  /** Absolute folders that may hold its `Local State`. */
  readonly profileFolders: readonly string[];
  /** Program and arguments that open a link with these flags; handed to the system without a shell. */
  readonly command: (flags: readonly string[], url: string) => readonly [string, ...string[]];
}

/** What finding browsers needs to know of the machine. */
export interface BrowserSurroundings {
  readonly home: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
}
