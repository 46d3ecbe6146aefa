/** Starting the app from source. */
import { projectRoot } from './paths.mjs';
import { say } from './terminal.mjs';

/** @returns {boolean} whether windows can be shown where this runs */
export function hasDisplay() {
  if (process.platform !== 'linux') return true;
  return Boolean(process.env['DISPLAY'] ?? '') || Boolean(process.env['WAYLAND_DISPLAY'] ?? '');
}

/** @returns {string[]} what Electron is started with; as root it starts only without its sandbox */
export function appArguments() {
  if (process.getuid?.() !== 0) return [projectRoot];
  say(
    'Warning: started by root, so Electron runs without its sandbox. Start it as an ordinary user for anything real.',
  );
  return ['--no-sandbox', projectRoot];
}
