import type { Command } from 'commander';
import { appError } from '../../../shared/model/app-error.ts';
import type { SessionId } from '../../../shared/model/session.ts';
import { addVerb, cloudOption, type CommandLine } from '../command-builder.ts';
import { done, failed, printJson, printLines, say } from '../command-context.ts';
import { roleJson } from '../json-shapes.ts';
import { textTable } from '../text-table.ts';
import { findSession } from './names.ts';
import { roleChanges } from './role-changes.ts';

/** `roles` */
export function addRoles(line: CommandLine, program: Command): void {
  const { context } = line;
  const t = context.translate;

  addVerb(line, program, 'roles', 'cli.help.listRoles', async ({ text, flag }) => {
    const name = text('session');
    const id = name === null ? null : findSession(context, name, text('cloud'));
    if (id !== null && !id.ok) {
      return failed(context, id.error);
    }
    const { sessions } = context.intents.state.current();
    const changes = flag('changes') || flag('dismiss');
    // What has changed is known without asking anybody.
    const asks = !changes || flag('refresh');
    if (asks && id === null && sessions.length > 0 && activeSessions().length === 0) {
      const [sole, ...others] = sessions;
      const params = sole === undefined || others.length > 0 ? undefined : { session: sole.record.name };
      return failed(context, appError('sign-in.required', params));
    }
    if (flag('refresh')) {
      for (const sessionId of id === null ? activeSessions() : [id.value]) {
        const refreshed = await context.intents.catalog.refresh(sessionId, context.call);
        if (!refreshed.ok) {
          return failed(context, refreshed.error);
        }
      }
    }
    if (changes) {
      return roleChanges(context, id === null ? null : id.value, flag('dismiss'));
    }
    const roles = await context.intents.catalog.roles(id?.value ?? null, text('search'), context.call);
    if (!roles.ok) {
      return failed(context, roles.error);
    }
    if (context.json()) {
      printJson(context, roles.value.map(roleJson));
    } else if (roles.value.length === 0) {
      say(context, 'cli.roles.none');
    } else {
      const none = t('cli.table.none');
      printLines(
        context,
        textTable(
          [t('cli.table.session'), t('cli.table.account'), t('cli.table.accountName'), t('cli.table.role')],
          roles.value.map((role) => [role.session, role.accountId, role.accountName ?? none, role.roleName]),
        ),
      );
    }
    return done;
  })
    .option('--session <name>', t('cli.help.rolesSession'))
    .option('--refresh', t('cli.help.refresh'))
    .option('--search <text>', t('cli.help.search'))
    .option('--changes', t('cli.help.changes'))
    .option('--dismiss', t('cli.help.dismissChanges'))
    .addOption(cloudOption(line));

  function activeSessions(): readonly SessionId[] {
    return context.intents.state
      .current()
      .sessions.filter(({ phase }) => phase.state === 'active')
      .map(({ record }) => record.id);
  }
}
