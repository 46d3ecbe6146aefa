import { causeOf } from '../core/cause-of.ts';
import type { Log, Settings } from '../core/ports.ts';
import type { PublishTarget, ShownView } from '../ipc/publisher.ts';
import { usualWindow, type ShellData, type WindowSize } from './shell-data.ts';

/** A native window, as little of it as is needed. */
export interface AppWindow {
  /** Of its web contents; what the sender check knows it by. */
  readonly id: number;
  load(): Promise<void>;
  show(): void;
  /** To the front, also from minimised. */
  focus(): void;
  isVisible(): boolean;
  isFocused(): boolean;
  /** True a little before `onClosed` is told. */
  isDestroyed(): boolean;
  size(): WindowSize;
  send(channel: string, payload: unknown): void;
  destroy(): void;
  /** Once the first picture of the page is there. */
  onceReady(task: () => void): void;
  onVisible(task: () => void): void;
  /** While it can still be asked for its size. */
  onClosing(task: () => void): void;
  onClosed(task: () => void): void;
  /** The page's process is gone; `reason` is Electron's word for why. */
  onGone(task: (reason: string) => void): void;
}

/** What a window needs around it; loaded and made once, with the first window. */
export interface WindowParts {
  create(size: WindowSize): AppWindow;
  readonly settings: Settings<ShellData>;
  readonly publisher: { shown(): void; showView(view: ShownView): void };
  dispose(): void | Promise<void>;
}

/** How the parts reach the window. */
export interface WindowHooks {
  isKnownSender(webContentsId: number): boolean;
  readonly target: PublishTarget;
}

export interface WindowsOptions {
  /** A start without a window never loads them. */
  readonly loadParts: (hooks: WindowHooks) => Promise<WindowParts>;
  readonly log: Log;
}

export interface Windows {
  /** Shows the window, or brings it to the front; with a view, that one. */
  open(view?: ShownView): void;
  /** Whether a person looks at it now. */
  isInFront(): boolean;
  dispose(): Promise<void>;
}

/**
 * One window, made when it is first wanted and destroyed when it is closed: a closed window costs nothing, and the app
 * lives on in the tray. It appears when its page is painted, with the size it had last.
 */
export function createWindows({ loadParts, log }: WindowsOptions): Windows {
  let parts: Promise<WindowParts> | null = null;
  let window: AppWindow | null = null;
  let opening = false;
  let disposed = false;
  let wantedView: ShownView | null = null;
  let isLoaded = false;
  let isPainted = false;

  const hooks: WindowHooks = {
    isKnownSender: (webContentsId) => window?.id === webContentsId,
    target: {
      isVisible: () => window?.isVisible() ?? false,
      send: (channel, payload) => window?.send(channel, payload),
    },
  };

  async function tellView(): Promise<void> {
    if (isLoaded && wantedView !== null) {
      const view = wantedView;
      wantedView = null;
      (await parts)?.publisher.showView(view);
    }
  }

  async function make(): Promise<void> {
    parts ??= loadParts(hooks);
    const { create, settings, publisher } = await parts;
    if (disposed) {
      return;
    }
    const size = settings.get('windowSize') ?? usualWindow;
    const made = create(size);
    window = made;
    opening = false;
    isLoaded = false;
    isPainted = false;
    made.onceReady(() => {
      isPainted = true;
      made.show();
    });
    made.onVisible(() => {
      publisher.shown();
    });
    made.onClosing(() => {
      const { width, height } = made.size();
      if (width !== size.width || height !== size.height) {
        settings.set('windowSize', { width, height });
      }
    });
    made.onClosed(() => {
      if (window === made) {
        window = null;
      }
    });
    made.onGone((reason) => {
      // The next "open" makes a new one; a window without a page would only stand in the way.
      log.error('window.page-gone', { reason });
      made.destroy();
    });
    try {
      await made.load();
    } catch (error) {
      // Never painted, it would stay hidden and stand in the way of the next "open".
      if (!made.isDestroyed()) {
        made.destroy();
      }
      throw error;
    }
    if (window === made) {
      isLoaded = true;
      await tellView();
    }
  }

  return {
    open(view) {
      wantedView = view ?? wantedView;
      if (window?.isDestroyed() === true) {
        window = null;
      }
      if (window !== null) {
        // Before its first picture it would flash white; it shows itself in a moment.
        if (isPainted) {
          window.focus();
        }
        void tellView();
        return;
      }
      if (opening || disposed) {
        return;
      }
      opening = true;
      make().catch((error: unknown) => {
        if (window === null) {
          // Tried again with the next "open".
          opening = false;
          parts = null;
        }
        log.error('window.not-loaded', { cause: causeOf(error) });
      });
    },
    isInFront: () => window?.isDestroyed() === false && window.isFocused(),

    async dispose() {
      disposed = true;
      window?.destroy();
      await (await parts)?.dispose();
    },
  };
}
