import { access } from './access.ts';
import { aliyunRegions } from './aliyun-regions.ts';
import { aliyunWindow } from './aliyun-window.ts';
import { callbackPage } from './callback-page.ts';
import { cli } from './cli.ts';
import { clock } from './clock.ts';
import { consoleWords } from './console.ts';
import { errors } from './errors.ts';
import { found } from './found.ts';
import { profiles } from './profiles.ts';
import { regions } from './regions.ts';
import { sessions } from './sessions.ts';
import { settings } from './settings.ts';
import { surroundings } from './surroundings.ts';
import { tray } from './tray.ts';
import { window } from './window.ts';

/** English: the source catalogue. Every text that a person can see is here. */
export const en = {
  access,
  aliyunRegions,
  aliyunWindow,
  callbackPage,
  cli,
  clock,
  console: consoleWords,
  errors,
  found,
  profiles,
  regions,
  sessions,
  settings,
  surroundings,
  tray,
  window,
} as const;
