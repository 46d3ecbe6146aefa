import type { AccessChanges } from '../../../shared/model/access-changes.ts';
import type { SessionId } from '../../../shared/model/session.ts';
import type { CommandEnd } from '../answer.ts';
import { type CommandContext, done, failed, printJson, printLines, say } from '../command-context.ts';
import { accessChangesJson } from '../json-shapes.ts';
import { textTable } from '../text-table.ts';

/** `roles --changes`, `roles --dismiss`: what has come and gone, of one session or of all. */
export async function roleChanges(
  context: CommandContext,
  sessionId: SessionId | null,
  dismiss: boolean,
): Promise<CommandEnd> {
  const { intents, translate: t } = context;
  const found: { readonly session: string; readonly changes: AccessChanges }[] = [];
  for (const { record } of intents.state.current().sessions) {
    if (sessionId !== null && sessionId !== record.id) {
      continue;
    }
    const changes = intents.access.changes(record.id);
    if (!changes.ok) {
      return failed(context, changes.error);
    }
    if (changes.value !== null) {
      found.push({ session: record.name, changes: changes.value });
    }
  }
  if (context.json()) {
    printJson(
      context,
      found.map(({ session, changes }) => accessChangesJson(session, changes)),
    );
  } else if (found.length === 0) {
    say(context, 'cli.roles.noChanges');
  } else {
    const none = t('cli.table.none');
    const rowsOf = (session: string, words: string, roles: AccessChanges['addedRoles']) =>
      roles.map((role) => [words, session, role.accountId, role.accountName ?? none, role.roleName]);
    printLines(
      context,
      textTable(
        [
          t('cli.table.change'),
          t('cli.table.session'),
          t('cli.table.account'),
          t('cli.table.accountName'),
          t('cli.table.role'),
        ],
        found.flatMap(({ session, changes }) => [
          ...rowsOf(session, t('cli.roles.added'), changes.addedRoles),
          ...rowsOf(session, t('cli.roles.removed'), changes.removedRoles),
        ]),
      ),
    );
  }
  for (const { changes } of dismiss ? found : []) {
    const dismissed = await intents.access.dismiss(changes.sessionId);
    if (!dismissed.ok) {
      return failed(context, dismissed.error);
    }
  }
  return done;
}
