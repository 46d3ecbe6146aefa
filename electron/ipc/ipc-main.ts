import { ipcMain } from 'electron';
import type { IpcMainPort } from './router.ts';

/** Electron's `ipcMain`, for the router alone. */
export function createIpcMainPort(): IpcMainPort {
  return ipcMain;
}

/**
 * Takes away every listener that a library has put on `ipcMain`: the router's handlers are the only way in.
 * (electron-store answers `electron-store-get-data` from any frame.)
 */
export function removeForeignListeners(): void {
  ipcMain.removeAllListeners();
}
