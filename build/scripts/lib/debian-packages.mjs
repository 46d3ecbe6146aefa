/**
 * The Debian packages that the app, its tests and the demo need: the one place that names them. `a|b` means: the first
 * that this release knows (newer releases renamed some libraries).
 */
import { spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { run } from './run.mjs';
import { ask, canAsk, say } from './terminal.mjs';

/** @typedef {'app' | 'desktop'} PackageGroup */

/** @type {Readonly<Record<PackageGroup, readonly string[]>>} */
export const debianPackages = {
  /** What Electron loads. */
  app: [
    'libgtk-3-0t64|libgtk-3-0',
    'libnss3',
    'libasound2t64|libasound2',
    'libgbm1',
    'libxss1',
    'libxtst6',
    'libnotify4',
    'libsecret-1-0',
    'curl',
  ],
  /** A private desktop, the real readers of our files, and the fonts that pictures of three languages need. */
  desktop: [
    'xvfb',
    'xauth',
    'dbus',
    'dbus-x11',
    'openbox',
    'xfce4-panel',
    'xfconf',
    'dunst',
    'gnome-keyring',
    'python3-dbus',
    'python3-gi',
    'imagemagick',
    'xdotool',
    'xclip',
    'chromium',
    'awscli',
    'python3-botocore',
    'iproute2',
    'procps',
    'util-linux',
    'openssl',
    'fonts-dejavu-core',
    'fonts-noto-cjk',
    'adwaita-icon-theme',
  ],
};

/** @param {string} name */
function onPath(name) {
  return (process.env['PATH'] ?? '').split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, name), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

/**
 * @param {readonly string[]} names
 * @returns {Set<string>} those that are installed
 */
function installedOf(names) {
  const { stdout } = spawnSync('dpkg-query', ['-W', '-f=${Package} ${db:Status-Abbrev}\n', ...names], {
    encoding: 'utf8',
  });
  const lines = stdout.split('\n').map((line) => line.split(' '));
  return new Set(lines.filter(([, status]) => status?.startsWith('ii') === true).map(([name]) => name ?? ''));
}

/**
 * @param {readonly string[]} names
 * @returns {Set<string>} those that the apt sources offer
 */
function offeredOf(names) {
  const { stdout } = spawnSync('apt-cache', ['policy', ...names], {
    encoding: 'utf8',
    env: { ...process.env, LC_ALL: 'C' },
  });
  const offered = [...stdout.matchAll(/^(\S+):\n {2}Installed: .*\n {2}Candidate: (.*)$/gm)];
  return new Set(offered.filter(([, , candidate]) => candidate !== '(none)').map(([, name]) => name ?? ''));
}

/**
 * Sees to the Debian packages of the given groups: installs them by itself as root where nobody can be asked, asks at a
 * terminal, otherwise prints the one command. Never changes apt sources.
 * @param {readonly PackageGroup[]} groups
 * @returns {Promise<readonly string[]>} what is still missing afterwards
 */
export async function ensureDebianPackages(groups) {
  if (process.platform !== 'linux') return [];
  const wanted = groups.flatMap((group) => debianPackages[group]).map((entry) => entry.split('|'));
  if (!onPath('dpkg-query')) {
    say(
      `This is not Debian: see that the counterparts of these are installed: ${wanted.map((names) => names.at(-1)).join(' ')}`,
    );
    return [];
  }
  const present = installedOf(wanted.flat());
  const missing = wanted.filter((names) => !names.some((name) => present.has(name)));
  if (missing.length === 0) return [];

  const isRoot = process.getuid?.() === 0;
  const unattended = isRoot && !canAsk();
  const shown = missing.map((names) => names.at(-1) ?? '');
  const command = ['apt-get', 'install', '--yes', '--no-install-recommends'];
  const byHand = `sudo ${command.join(' ')} ${shown.join(' ')}`;
  if (!unattended) {
    if (!canAsk() || (!isRoot && !onPath('sudo'))) {
      say(`Debian packages are missing. Install them with:\n  ${byHand}`);
      return shown;
    }
    if (!(await ask(`Install these Debian packages${isRoot ? '' : ' with sudo'}: ${shown.join(' ')}?`))) {
      say(`Without them some things do not run. The command is:\n  ${byHand}`);
      return shown;
    }
  }

  say(`Installing Debian packages (some minutes): ${shown.join(' ')}`);
  const prefix = isRoot ? [] : ['sudo'];
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  /** @param {readonly string[]} parts */
  const apt = ([program, ...args]) => run(program ?? '', args, { env, stdout: 'none' });
  await apt([...prefix, 'apt-get', '-qq', 'update']);
  const offered = offeredOf(missing.flat());
  const chosen = missing.flatMap((names) => names.find((name) => offered.has(name)) ?? []);
  if (chosen.length > 0) await apt([...prefix, ...command, '-qq', '-o', 'Dpkg::Use-Pty=0', ...chosen]);

  const now = installedOf(wanted.flat());
  const left = missing
    .filter((names) => !names.some((name) => now.has(name)))
    .map((names) => names.at(-1) ?? '');
  if (left.length > 0) say(`Still missing: ${left.join(' ')}`);
  return left;
}
