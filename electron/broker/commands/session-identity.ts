import type { Command } from 'commander';
import { addVerb, cloudOption, type CommandLine } from '../command-builder.ts';
import { done, failed, printJson, say } from '../command-context.ts';
import { sessionJson } from '../json-shapes.ts';
import { findSession, viewOf } from './names.ts';

/** `session accept-identity` */
export function addSessionIdentity(line: CommandLine, session: Command): void {
  const { context } = line;
  addVerb(
    line,
    session,
    'accept-identity <name>',
    'cli.help.sessionAcceptIdentity',
    async ({ args: [name = ''], text }) => {
      const id = findSession(context, name, text('cloud'));
      if (!id.ok) {
        return failed(context, id.error);
      }
      const accepted = await context.intents.identity.accept(id.value);
      if (!accepted.ok) {
        return failed(context, accepted.error);
      }
      const view = viewOf(context, id.value);
      if (context.json() && view !== undefined) {
        printJson(context, sessionJson(context.translate, view, context.clock.now()));
      } else {
        say(context, 'cli.identity.accepted', { name, person: view?.record.identity?.name ?? '' });
      }
      return done;
    },
  ).addOption(cloudOption(line));
}
