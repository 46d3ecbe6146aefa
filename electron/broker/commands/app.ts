import type { Command } from 'commander';
import { addVerb, type CommandLine } from '../command-builder.ts';
import { done } from '../command-context.ts';

/** `open`, `quit` */
export function addAppVerbs(line: CommandLine, program: Command): void {
  const { intents } = line.context;
  addVerb(line, program, 'open', 'cli.help.open', () => {
    intents.app.openWindow();
    return done;
  });
  addVerb(line, program, 'quit', 'cli.help.quit', () => ({
    ...done,
    afterwards: () => intents.app.quit(),
  }));
}
