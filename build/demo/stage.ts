import { join } from 'node:path';
import type { DrivenApp } from '../../test/e2e/support/app.ts';
import { desktop } from '../../test/e2e/support/desktop.ts';
import { output } from '../../test/e2e/support/run.ts';
import { desktopEnvironment } from '../../test/e2e/support/surroundings.ts';
import { until } from '../../test/e2e/support/until.ts';

const environment = desktopEnvironment();

/** Tells the steps of a tour and takes its pictures, numbered in their order. */
export function createStage(folder: string) {
  const pictures: string[] = [];
  let steps = 0;

  const pictureFile = (name: string): string => {
    const file = `${String(pictures.length + 1).padStart(2, '0')}-${name}.png`;
    pictures.push(file);
    return join(folder, file);
  };

  return {
    pictures,
    pictureFile,

    /** One step that is done, with what was written where. */
    step(what: string, ...details: readonly string[]): void {
      steps += 1;
      console.log(`${String(steps).padStart(2)}. ${what.replaceAll(folder, 'out/demo')}`);
      for (const detail of details) {
        // Where it is found afterwards.
        console.log(`      ${detail.replaceAll(folder, 'out/demo')}`);
      }
    },

    /** The window alone, once nothing moves in it. */
    async windowPicture(app: DrivenApp, name: string): Promise<void> {
      await app.page.screenshot({ path: pictureFile(name), animations: 'disabled' });
    },

    /** The desktop with the tray menu open, and the submenu that the keys lead to. */
    async menuPicture(app: DrivenApp, name: string, keys: readonly string[] = []): Promise<void> {
      await app.tray.open();
      if (keys.length > 0) {
        const before = await menusOnScreen();
        await press(...keys);
        await until('the submenu', async () => (await menusOnScreen()) > before, 5);
      }
      await desktop.picture(pictureFile(name));
      // Each closes one menu.
      await press(...(keys.length > 0 ? ['Escape', 'Escape'] : ['Escape']));
    },
  };
}

async function press(...keys: readonly string[]): Promise<void> {
  await output('/usr/bin/xdotool', ['key', '--delay', '80', ...keys], { env: environment });
}

/** How many windows the tray has on the screen; each open menu is one. */
async function menusOnScreen(): Promise<number> {
  const windows = ['search', '--onlyvisible', '--class', '^Wrapper-2.0$'];
  const found = await output('/usr/bin/xdotool', windows, { env: environment });
  return found.split('\n').filter((line) => line !== '').length;
}
