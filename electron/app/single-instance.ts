/** The parts of Electron's `app` that the lock uses. */
export interface LockingApp {
  requestSingleInstanceLock(additionalData: Record<string, unknown>): boolean;
  on(
    event: 'second-instance',
    listener: (event: unknown, argv: string[], workingDirectory: string, additionalData: unknown) => void,
  ): unknown;
}

/**
 * One Latchkey a user. False in a second start, which must end; the first one then shows its window, unless the
 * second was to stay hidden. Of what the second start says nothing else is read: its arguments are ignored.
 */
export function acquireSingleInstance(
  app: LockingApp,
  options: { readonly hidden: boolean; readonly onShow: () => void },
): boolean {
  if (!app.requestSingleInstanceLock({ hidden: options.hidden })) {
    return false;
  }
  app.on('second-instance', (_event, _argv, _workingDirectory, additionalData) => {
    if (!staysHidden(additionalData)) {
      options.onShow();
    }
  });
  return true;
}

function staysHidden(data: unknown): boolean {
  return typeof data === 'object' && data !== null && 'hidden' in data && data.hidden === true;
}
