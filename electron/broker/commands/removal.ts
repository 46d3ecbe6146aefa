import type { RemovalReport } from '../../core/intents.ts';
import { type CommandContext, say, timeText } from '../command-context.ts';

/** What a sign-out or a removal took away, as sentences. */
export function printRemoval(context: CommandContext, report: RemovalReport): void {
  for (const item of report.removed) {
    say(context, 'cli.removal.item', { item });
  }
  if (report.endsOtherTools) {
    say(context, 'cli.removal.otherTools');
  }
  if (report.credentialsValidUntil !== null) {
    say(context, 'cli.removal.validUntil', { at: timeText(context, report.credentialsValidUntil) });
  }
}
