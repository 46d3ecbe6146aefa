/** What is known of a kind of browser: how it is told to open a private window, and where it keeps its user profiles. */
export interface BrowserProduct {
  readonly privateFlag: string | null;
  /** Folders with a `Local State` file, below the user's configuration; empty where profiles cannot be chosen. */
  readonly folders: Readonly<Record<'linux' | 'darwin' | 'win32', readonly string[]>>;
}

const noFolders: BrowserProduct['folders'] = { linux: [], darwin: [], win32: [] };

function chromiumLike(privateFlag: string, linux: string, darwin: string, win32: string): BrowserProduct {
  return { privateFlag, folders: { linux: [linux], darwin: [darwin], win32: [win32] } };
}

/** By what stands in the desktop file's name, the bundle identifier or the program; the first that fits counts. */
const products: readonly (readonly [RegExp, BrowserProduct])[] = [
  [
    /brave/,
    chromiumLike(
      '--incognito',
      'BraveSoftware/Brave-Browser',
      'BraveSoftware/Brave-Browser',
      'BraveSoftware/Brave-Browser',
    ),
  ],
  [/edge|msedge/, chromiumLike('--inprivate', 'microsoft-edge', 'Microsoft Edge', 'Microsoft/Edge')],
  [/vivaldi/, chromiumLike('--incognito', 'vivaldi', 'Vivaldi', 'Vivaldi')],
  [/chromium/, chromiumLike('--incognito', 'chromium', 'Chromium', 'Chromium')],
  [/chrome/, chromiumLike('--incognito', 'google-chrome', 'Google/Chrome', 'Google/Chrome')],
  [/opera/, { privateFlag: '--private', folders: noFolders }],
  [/firefox|librewolf|waterfox|floorp|icecat/, { privateFlag: '--private-window', folders: noFolders }],
  [/epiphany/, { privateFlag: '--incognito-mode', folders: noFolders }],
];

const unknownProduct: BrowserProduct = { privateFlag: null, folders: noFolders };

/** The product that any of these names belongs to; one that nothing is known of opens plain windows only. */
export function productOf(...names: readonly string[]): BrowserProduct {
  const all = names.join(' ').toLowerCase();
  return products.find(([pattern]) => pattern.test(all))?.[1] ?? unknownProduct;
}
