import type { Command } from 'commander';
import { toRfc3339 } from '../../../shared/model/instant.ts';
import type { Result } from '../../../shared/model/result.ts';
import type { SessionId } from '../../../shared/model/session.ts';
import type { CommandEnd } from '../answer.ts';
import type {
  RemovalReport,
  SignedIn,
  SignInProgress,
  SignInRequest,
  SignOutAllReport,
} from '../../core/intents.ts';
import { addVerb, choiceOption, cloudOption, type CommandLine, secondsOption } from '../command-builder.ts';
import {
  type CommandContext,
  done,
  failed,
  misused,
  printJson,
  printLines,
  say,
  timeText,
} from '../command-context.ts';
import { errorJson } from '../failure.ts';
import { removalJson } from '../json-shapes.ts';
import { printable } from '../printable.ts';
import { findSession, viewOf } from './names.ts';
import { printRemoval } from './removal.ts';

/** `sign-in`, `renew`, `sign-out` */
export function addSignInVerbs(line: CommandLine, program: Command): void {
  const { context } = line;
  const t = context.translate;

  addVerb(line, program, 'sign-in <name>', 'cli.help.signIn', async ({ args: [name = ''], ...input }) => {
    const id = findSession(context, name, input.text('cloud'));
    if (!id.ok) {
      return failed(context, id.error);
    }
    if (input.flag('callbackFromStdin')) {
      const taken = await context.intents.signIn.pasteCallback(id.value, context.input ?? '');
      return taken.ok ? done : failed(context, taken.error);
    }
    const flow = input.text('flow');
    const seconds = input.number('timeout');
    // commander gives `--no-browser` the value false under `browser`.
    const isLinkOnly = viewOf(context, id.value)?.record.browser.type === 'link-only';
    const openBrowser = input.flag('browser') && !isLinkOnly;
    const record = viewOf(context, id.value)?.record;
    const isOAuth = record?.cloud === 'aliyun' && record.kind === 'oauth';
    const takesPaste = isOAuth && !input.flag('browser');
    const request: SignInRequest = {
      sessionId: id.value,
      openBrowser,
      ...(flow === 'pkce' || flow === 'device' ? { flow } : {}),
      ...(seconds === null ? {} : { timeoutMs: seconds * 1000 }),
    };
    const outcome = await context.intents.signIn.start(request, context.call, (progress) => {
      if (context.json()) {
        printJson(
          context,
          progress.event === 'browser-unavailable'
            ? { event: progress.event, error: errorJson(context.translate, progress.error) }
            : progress,
        );
      } else {
        tell(context, progress, { openBrowser, name, isOAuth, takesPaste });
      }
      context.output.flush();
    });
    return signedIn(context, id.value, outcome);
  })
    .addOption(choiceOption(line, '--flow <flow>', 'cli.help.flow', ['pkce', 'device']))
    .option('--no-browser', t('cli.help.noBrowser'))
    .option('--callback-from-stdin', t('cli.help.callbackFromStdin'))
    .addOption(secondsOption(line, '--timeout <seconds>', 'cli.help.timeout'))
    .addOption(cloudOption(line));

  addVerb(line, program, 'renew <name>', 'cli.help.renew', async ({ args: [name = ''], text }) => {
    const id = findSession(context, name, text('cloud'));
    const renewed = id.ok ? await context.intents.signIn.renew(id.value, context.call) : id;
    if (!renewed.ok) {
      return failed(context, renewed.error);
    }
    const { sessionName, accessTokenExpiresAt: end } = renewed.value;
    if (context.json()) {
      printJson(context, {
        session: sessionName,
        ...(end === null ? {} : { accessTokenExpiresAt: toRfc3339(end) }),
      });
    } else if (end !== null) {
      say(context, 'cli.signIn.renewed', { name: sessionName, at: timeText(context, end) });
    }
    return done;
  }).addOption(cloudOption(line));

  addVerb(line, program, 'sign-out [name]', 'cli.help.signOut', async ({ args: [name], text, flag }) => {
    if ((name === undefined) !== flag('all')) {
      return misused(context, t('cli.usage.nameOrAll'));
    }
    if (name === undefined) {
      return signedOutOfAll(context, await context.intents.signIn.signOutAll(context.call));
    }
    const id = findSession(context, name, text('cloud'));
    const report = id.ok ? await context.intents.signIn.signOut(id.value, context.call) : id;
    return signedOut(context, name, report);
  })
    .option('--all', t('cli.help.signOutAll'))
    .addOption(cloudOption(line));
}

/** Where the browser is likely to be on another machine than Latchkey: it could not come back. */
const remoteSigns = ['SSH_CONNECTION', 'WSL_DISTRO_NAME'];

interface Telling {
  readonly openBrowser: boolean;
  readonly name: string;
  /** The browser comes back to this machine, and a device code is no way around that. */
  readonly isOAuth: boolean;
  /** The client hands over a pasted line while it waits. */
  readonly takesPaste: boolean;
}

function tell(
  context: CommandContext,
  progress: SignInProgress,
  { openBrowser, name, isOAuth, takesPaste }: Telling,
): void {
  switch (progress.event) {
    case 'url':
      tellLink(context, progress.url, openBrowser);
      if (takesPaste) {
        say(context, 'cli.signIn.pasteHere');
      } else if (remoteSigns.some((sign) => context.call.environment?.[sign] !== undefined)) {
        say(context, isOAuth ? 'cli.signIn.remotePaste' : 'cli.signIn.remote', { name });
      }
      return;
    case 'code':
      if (!openBrowser) {
        printLines(context, [printable(progress.url), printable(progress.userCode)]);
      } else {
        say(context, 'cli.signIn.inBrowser');
        printLines(context, [`  ${printable(progress.url)}`]);
        say(context, 'cli.signIn.code', { code: printable(progress.userCode) });
      }
      say(context, 'cli.signIn.compareCode');
      return;
    case 'browser-unavailable': {
      const { message, hint } = errorJson(context.translate, progress.error);
      printLines(context, [printable(message), printable(hint)]);
      return;
    }
    case 'approved':
      say(context, 'cli.signIn.approved');
      return;
    case 'listing':
      say(context, 'cli.signIn.listing', { count: progress.accounts });
  }
}

function tellLink(context: CommandContext, url: string, openBrowser: boolean): void {
  if (openBrowser) {
    say(context, 'cli.signIn.inBrowser');
    printLines(context, [`  ${printable(url)}`]);
  } else {
    // Alone on the first line, so that a script can take it; a code follows on the second.
    printLines(context, [printable(url)]);
    say(context, 'cli.signIn.waiting');
  }
}

function signedIn(context: CommandContext, id: SessionId, outcome: Result<SignedIn>): CommandEnd {
  if (!outcome.ok) {
    if (context.json()) {
      // The last line of the stream is the outcome, whatever it is.
      printJson(context, { event: 'failed', error: errorJson(context.translate, outcome.error) });
    }
    return failed(context, outcome.error);
  }
  const { sessionName, accessTokenExpiresAt } = outcome.value;
  const phase = viewOf(context, id)?.phase;
  const inMemory = phase?.state === 'active' && phase.inMemory === true;
  if (context.json()) {
    printJson(context, {
      event: 'signed-in',
      session: sessionName,
      ...(accessTokenExpiresAt === null ? {} : { accessTokenExpiresAt: toRfc3339(accessTokenExpiresAt) }),
      ...(inMemory ? { inMemory } : {}),
    });
  } else {
    const at = accessTokenExpiresAt === null ? '' : timeText(context, accessTokenExpiresAt);
    say(context, at === '' ? 'cli.signIn.doneOpenEnd' : 'cli.signIn.done', { name: sessionName, at });
    if (inMemory) {
      say(context, 'cli.signIn.inMemory');
    }
  }
  return done;
}

function signedOut(context: CommandContext, name: string, report: Result<RemovalReport>): CommandEnd {
  if (!report.ok) {
    return failed(context, report.error);
  }
  if (context.json()) {
    printJson(context, removalJson(report.value));
    return done;
  }
  say(context, 'cli.signOut.done', { name });
  printRemoval(context, report.value);
  return done;
}

/** The report tells of both: what was taken away, and what could not be. Only then is the command a success. */
function signedOutOfAll(context: CommandContext, report: Result<SignOutAllReport>): CommandEnd {
  if (!report.ok) {
    return failed(context, report.error);
  }
  const { failed: failures } = report.value;
  const t = context.translate;
  if (context.json()) {
    printJson(context, {
      ...removalJson(report.value),
      failed: failures.map(({ session, error }) => ({ session, error: errorJson(t, error) })),
    });
  } else {
    say(context, failures.length === 0 ? 'cli.signOut.all' : 'cli.signOut.allBut');
    printRemoval(context, report.value);
    for (const { session, error } of failures) {
      const { message } = errorJson(t, error);
      say(context, 'cli.signOut.failed', { name: session, message });
    }
  }
  const [first] = failures;
  return first === undefined ? done : failed(context, first.error);
}
