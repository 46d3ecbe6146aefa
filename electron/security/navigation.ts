import type { WebContents } from 'electron';

/** The parts of `WebContents` that the navigation policy uses. */
export type GuardedContents = Pick<WebContents, 'on' | 'setWindowOpenHandler' | 'setWebRTCIPHandlingPolicy'>;

/**
 * A page never leaves what main has loaded and never opens anything (security.md §2, items 11–14): no navigation in any
 * frame, no redirect, no window, no webview, no device picker. Links go over IPC to main, which knows them.
 */
export function guardContents(contents: GuardedContents): void {
  const prevent = (event: { preventDefault(): void }): void => {
    event.preventDefault();
  };
  contents.on('will-navigate', prevent);
  // Subframes too, which the event above leaves out.
  contents.on('will-frame-navigate', prevent);
  contents.on('will-redirect', prevent);
  contents.on('will-attach-webview', prevent);
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  contents.on('select-bluetooth-device', (event, _devices, choose) => {
    event.preventDefault();
    choose('');
  });
  // Media connections pass neither the content policy nor the request filter: a proxy or nothing.
  contents.setWebRTCIPHandlingPolicy('disable_non_proxied_udp');
}
