import type { Command } from 'commander';
import type { BrowserChoice, SessionId } from '../../../shared/model/session.ts';
import type { CommandEnd } from '../answer.ts';
import { addVerb, type CommandInput, type CommandLine } from '../command-builder.ts';
import {
  type CommandContext,
  done,
  failed,
  misused,
  printJson,
  printLines,
  say,
  sentence,
} from '../command-context.ts';
import { sessionJson } from '../json-shapes.ts';
import { textTable } from '../text-table.ts';
import { viewOf } from './names.ts';

/** The words that stand for no browser of their own. */
const unnamed: Readonly<Record<string, BrowserChoice>> = {
  default: { type: 'default' },
  none: { type: 'link-only' },
};

/** `session browsers` */
export function addSessionBrowsers(line: CommandLine, session: Command): void {
  const { context } = line;
  const t = context.translate;
  addVerb(line, session, 'browsers', 'cli.help.sessionBrowsers', async () => {
    const browsers = await context.intents.browsers.list();
    if (context.json()) {
      printJson(context, browsers);
    } else if (browsers.length === 0) {
      say(context, 'cli.browser.noneFound');
    } else {
      const header = [t('cli.table.browser'), t('cli.table.browserName'), t('cli.table.browserProfiles')];
      const rows = browsers.map(({ id, name, profiles }) => [
        id,
        name,
        profiles.length === 0
          ? t('cli.table.none')
          : profiles.map((one) => sentence(context, 'cli.browser.profile', { ...one })).join(', '),
      ]);
      printLines(context, textTable(header, rows));
    }
    return done;
  });
}

/** `--browser`, `--private`, `--browser-profile` of `session set`. */
export function addBrowserOptions({ context }: CommandLine, verb: Command): void {
  const t = context.translate;
  verb
    .option('--browser <id>', t('cli.help.browser'))
    .option('--private', t('cli.help.privateWindow'))
    .option('--browser-profile <id>', t('cli.help.browserProfile'));
}

/** Sets the browser of a session where the options name one; null where they do not. */
export async function chooseBrowser(
  context: CommandContext,
  sessionId: SessionId,
  { text, flag }: CommandInput,
): Promise<CommandEnd | null> {
  const id = text('browser');
  const profile = text('browserProfile');
  const privateWindow = flag('private');
  const plain = id === null ? undefined : unnamed[id];
  if (id === null || plain !== undefined) {
    if (privateWindow || profile !== null) {
      return misused(context, context.translate('cli.usage.browserFirst'));
    }
    if (plain === undefined) {
      return null;
    }
  }
  const choice: BrowserChoice = plain ?? { type: 'installed', id: id ?? '', privateWindow, profile };
  if (flag('dryRun')) {
    say(context, 'cli.session.noFile');
    return done;
  }
  const chosen = await context.intents.browsers.choose(sessionId, choice);
  if (!chosen.ok) {
    return failed(context, chosen.error);
  }
  const view = viewOf(context, sessionId);
  if (context.json() && view !== undefined) {
    printJson(context, { session: sessionJson(context.translate, view, context.clock.now()) });
  } else {
    say(context, `cli.browser.${choice.type}`, { name: view?.record.name ?? '', browser: id ?? '' });
  }
  return done;
}
