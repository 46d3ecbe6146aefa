import { Notification } from 'electron';
import type { Notifier } from '../core/ports.ts';

/** Notifications by the system's own service; where there is none, nothing is shown and nothing fails. */
export function createElectronNotifier(windowInFront: () => boolean): Notifier {
  /** A notification that is not held is collected, and its click with it. */
  const shown = new Set<Notification>();
  return {
    show({ title, body, onClick }) {
      if (!Notification.isSupported()) {
        return;
      }
      const notification = new Notification({ title, body });
      shown.add(notification);
      notification.on('click', () => {
        shown.delete(notification);
        onClick();
      });
      notification.on('close', () => {
        shown.delete(notification);
      });
      notification.show();
    },
    windowInFront,
  };
}
