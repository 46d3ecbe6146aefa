import type { Command } from 'commander';
import { aliyunIdentityText } from '../../../shared/aliyun/identity.ts';
import type { AppState } from '../../../shared/model/app-state.ts';
import type { SessionPhase, SessionRecord, SessionView } from '../../../shared/model/session.ts';
import { addVerb, type CommandLine } from '../command-builder.ts';
import {
  type CommandContext,
  done,
  printJson,
  printLines,
  say,
  sentence,
  timeText,
} from '../command-context.ts';
import { errorJson } from '../failure.ts';
import { sessionState, statusJson } from '../json-shapes.ts';
import { printable } from '../printable.ts';
import { textTable } from '../text-table.ts';

/** `status` */
export function addStatus(line: CommandLine, program: Command): void {
  const { context } = line;
  addVerb(line, program, 'status', 'cli.help.status', () => {
    const state = context.intents.state.current();
    if (context.json()) {
      printJson(context, statusJson(context.translate, state, context.facts, context.clock.now()));
      return done;
    }
    const { about } = state;
    say(context, 'cli.version', { version: about.version, electron: about.electron });
    say(context, 'cli.status.socket', { path: context.facts.socket });
    if (!about.sandboxed) {
      say(context, 'cli.status.notSandboxed');
    }
    if (about.runtime === 'fallback') {
      say(context, 'cli.status.fallback');
    }
    printLines(context, ['']);
    printSessions(context, state.sessions);
    printSectionProblems(context, state);
    return done;
  });
}

/** Where the config file says something else of a session, and what can be used that is not. */
function printSectionProblems(context: CommandContext, { sections, found }: AppState): void {
  const problems = Object.values(sections).flatMap(({ problem }) => problem ?? []);
  const more = found !== null && found.sessions > 0 ? found : null;
  if (problems.length > 0 || more !== null) {
    printLines(context, ['']);
  }
  for (const problem of problems) {
    const { message, hint } = errorJson(context.translate, problem);
    printLines(context, [printable(message), printable(hint)]);
  }
  if (more !== null) {
    say(context, 'cli.found.more', { count: more.sessions, file: more.file });
  }
}

/** The sessions as a table, or the sentence for none. */
export function printSessions(context: CommandContext, sessions: readonly SessionView[]): void {
  if (sessions.length === 0) {
    say(context, 'cli.status.noSessions');
    return;
  }
  const t = context.translate;
  const none = t('cli.table.none');
  const header = [
    t('cli.table.session'),
    t('cli.table.state'),
    t('cli.table.until'),
    t('cli.table.renews'),
    t('cli.table.identity'),
  ];
  const rows = sessions.map(({ record, phase }) => {
    const active = phase.state === 'active' ? phase : null;
    const renewal = active?.nextRenewalAt ?? null;
    return [
      record.practice ? sentence(context, 'cli.state.practice', { name: record.name }) : record.name,
      t(`cli.state.${sessionState(phase, context.clock.now())}`),
      untilText(context, phase),
      renewal === null ? none : timeText(context, renewal),
      identityText(context, record),
    ];
  });
  printLines(context, textTable(header, rows));
}

/** When the access token ends or ended; nothing where nobody knows. */
function untilText(context: CommandContext, phase: SessionPhase): string {
  const end =
    phase.state === 'active'
      ? phase.accessTokenExpiresAt
      : phase.state === 'expired'
        ? phase.expiredAt
        : null;
  return end === null ? context.translate('cli.table.none') : timeText(context, end);
}

/** The last known person, or who it seems to be now. */
function identityText(context: CommandContext, { id, cloud, identity }: SessionRecord): string {
  const who = context.intents.state.current().identities[id];
  return who?.state === 'changed'
    ? sentence(context, 'cli.identity.question', { was: who.was, now: who.now })
    : identity === null
      ? context.translate('cli.table.none')
      : printable(cloud === 'aliyun' ? aliyunIdentityText(identity) : identity.name);
}
