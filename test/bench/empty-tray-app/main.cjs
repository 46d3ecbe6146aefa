// The least that an Electron tray app can be: what Latchkey is compared with.
const { join } = require('node:path');
const { app, Menu, Tray } = require('electron');

let tray;
app.on('window-all-closed', () => undefined);
void app.whenReady().then(() => {
  tray = new Tray(join(__dirname, '../../../build/icons/tray/signed-out-light-22.png'));
  tray.setContextMenu(Menu.buildFromTemplate([{ label: 'Quit', click: () => app.quit() }]));
});
