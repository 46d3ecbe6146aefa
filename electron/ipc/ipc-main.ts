import { ipcMain } from 'electron';
import type { IpcMainPort } from './router.ts';

/** Electron's `ipcMain`, for the router alone. */
export function createIpcMainPort(): IpcMainPort {
  return ipcMain;
}

/**
 * Takes away every listener that a library has put on `ipcMain`: the router's handlers are the only way in.
 * (electron-store answers `electron-store-get-data` from any frame.) Electron's own listener for `error` stays: without
 * one, a page could end the app with a message of that name.
 */
export function removeForeignListeners(): void {
  for (const channel of ipcMain.eventNames()) {
    if (channel !== 'error') {
      ipcMain.removeAllListeners(String(channel));
    }
  }
}
