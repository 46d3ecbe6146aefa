/**
 * Draws the icons into build/icons (they are committed; run it after changing a drawing). Needs Chromium.
 *
 * The sign is a key with a large bow (ux.md "Icon"): outline = signed out, solid = active, with a notch at the bottom right
 * = soon, with a dot there = needs you, struck = error. A lozenge at the top left = production credentials are about.
 */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { chromium } from 'playwright-core';
import { icns, ico } from './lib/icon-files.mjs';
import { inProject } from './lib/paths.mjs';
import { runMain, say } from './lib/terminal.mjs';

/** On a 24 × 24 grid. The bits of the key point left, so that the bottom right is free for marks. */
const bow = { x: 12.5, y: 8.5, radius: 7.25, hole: 2.6 };
const shaft = '<path d="M11 14h3v9.25h-5.5v-2.75h2.5v-1.5h-1.75v-2.5h1.75z"/>';
/** Where nothing else is: bits and marks lie lower, the strike comes from the top right. */
const lozenge = { x: 4.5, y: 4.5, radius: 4.25, gap: 2 };
const mark = { x: 18.75, y: 18.75, radius: 4, gap: 1.75 };

/** @typedef {'signed-out' | 'active' | 'soon' | 'needs-you' | 'error'} TrayState */

/** @type {readonly TrayState[]} */
const states = ['signed-out', 'active', 'soon', 'needs-you', 'error'];

/**
 * @param {TrayState} state
 * @param {boolean} production
 * @param {{ ink: string, alert: string, danger: string }} colours of the sign, of the dot and of the lozenge
 */
function traySign(state, production, { ink, alert, danger }) {
  const lozengeOf = (/** @type {number} */ radius, /** @type {string} */ colour) =>
    `<path d="M${lozenge.x - radius} ${lozenge.y} ${lozenge.x} ${lozenge.y - radius} ${lozenge.x + radius} ${lozenge.y} ${lozenge.x} ${lozenge.y + radius}z" fill="${colour}"/>`;
  const ring = state === 'signed-out';
  const hole = `<circle cx="${bow.x}" cy="${bow.y}" r="${ring ? bow.radius - 2.25 : bow.hole}" fill="black"/>`;
  const bite = `<circle cx="${mark.x}" cy="${mark.y}" r="${mark.radius + mark.gap}" fill="black"/>`;
  const notch = '<circle cx="18.75" cy="13" r="4.25" fill="black"/>';
  const strike = (/** @type {string} */ colour, /** @type {number} */ width) =>
    `<path d="M3 21.5 21.5 3" stroke="${colour}" stroke-width="${width}" stroke-linecap="round" fill="none"/>`;
  const cut = { 'signed-out': '', active: '', soon: notch, 'needs-you': bite, error: strike('black', 6) }[
    state
  ];
  const added = {
    'signed-out': '',
    active: '',
    soon: '',
    'needs-you': `<circle cx="${mark.x}" cy="${mark.y}" r="${mark.radius}" fill="${alert}"/>`,
    error: strike(ink, 2.4),
  }[state];
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24">
    <mask id="cut"><rect width="24" height="24" fill="white"/>${hole}${cut}${production ? lozengeOf(lozenge.radius + lozenge.gap, 'black') : ''}</mask>
    <g mask="url(#cut)" fill="${ink}"><circle cx="${bow.x}" cy="${bow.y}" r="${bow.radius}"/>${shaft}</g>${added}${production ? lozengeOf(lozenge.radius, danger) : ''}
  </svg>`;
}

const appSign = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 128 128">
  <defs>
    <linearGradient id="ground" x1="0" y1="0" x2="0" y2="1">
      <stop offset="0" stop-color="oklch(0.62 0.17 280)"/><stop offset="1" stop-color="oklch(0.45 0.17 280)"/>
    </linearGradient>
    <mask id="cut"><rect width="24" height="24" fill="white"/><circle cx="12" cy="8.5" r="2.6" fill="black"/></mask>
  </defs>
  <rect x="8" y="8" width="112" height="112" rx="26" fill="url(#ground)"/>
  <g transform="translate(64 64) rotate(45) scale(3.5) translate(-11.75 -12.25)">
    <g mask="url(#cut)" fill="white"><circle cx="12" cy="8.5" r="7.25"/>
    <path d="M10.5 14h3v9.25h-5.5v-2.75h2.5v-1.5h-1.75v-2.5h1.75z"/></g>
  </g>
</svg>`;

const panels = {
  light: { ink: '#2b2d3a', alert: '#c4570c', danger: '#cf2020' },
  dark: { ink: '#f2f3f7', alert: '#ffb454', danger: '#ff6f61' },
};

await runMain(async () => {
  const folder = inProject('build/icons');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(`${folder}/tray`, { recursive: true });
  const browser = await chromium.launch({
    executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
  });
  try {
    const page = await browser.newPage();
    /** @param {string} svg @param {number} size in pixels @returns {Promise<Buffer>} a PNG */
    const draw = async (svg, size) => {
      await page.setViewportSize({ width: size, height: size });
      await page.setContent(
        `<style>body{margin:0}svg{display:block;width:${size}px;height:${size}px}</style>${svg}`,
      );
      return await page.screenshot({ omitBackground: true });
    };
    for (const [panel, colours] of Object.entries(panels)) {
      for (const size of [16, 22, 24, 32, 44, 48]) {
        for (const state of states) {
          const at = (/** @type {string} */ name) => `${folder}/tray/${name}-${panel}-${size}.png`;
          writeFileSync(at(state), await draw(traySign(state, false, colours), size));
          writeFileSync(at(`${state}-production`), await draw(traySign(state, true, colours), size));
        }
      }
    }
    /** @type {Map<number, Buffer>} */
    const app = new Map();
    for (const size of [16, 32, 48, 64, 128, 256, 512, 1024]) app.set(size, await draw(appSign, size));
    for (const size of [256, 512]) writeFileSync(`${folder}/app-${size}.png`, app.get(size) ?? '');
    writeFileSync(`${folder}/app.png`, app.get(512) ?? '');
    writeFileSync(`${folder}/app.ico`, ico(app));
    writeFileSync(`${folder}/app.icns`, icns(app));
  } finally {
    await browser.close();
  }
  say(`Drawn into ${folder}`);
});
