import { readAwsConfig, textValue } from '../../../shared/config-files/aws-config.ts';
import type { SectionEdit } from '../../../shared/config-files/edit-plan.ts';
import type { ChangeConsent, ChangePreview } from '../../../shared/model/profile.ts';
import { ok, type Result } from '../../../shared/model/result.ts';
import type { AwsSessionRecord } from '../../../shared/model/session.ts';
import type { AppStore } from '../app-store.ts';
import type { CallContext } from '../intents.ts';
import { awsFilesOf, type Places } from '../places.ts';
import type { ChangePlan, FilePlan, PlannedFile } from './change-plan.ts';
import { createChangeWriter, type ChangeWriterPorts } from './change-writer.ts';
import { planSessionSection } from './plans/session-section.ts';
import { profileSection, sessionSection } from './plans/sections.ts';
import { createProfileJournal } from './profile-journal.ts';

/** Writes what a session is: its own section, as `aws configure sso-session` does, and what names its address. */
export function createSessionWriter(
  ports: ChangeWriterPorts & { readonly store: AppStore; readonly places: Places },
) {
  const journal = createProfileJournal(ports);
  const writer = createChangeWriter(ports);

  async function apply(plan: ChangePlan, consent: ChangeConsent): Promise<Result<ChangePreview>> {
    const written = await writer.write(plan, consent);
    if (!written.ok) {
      return written;
    }
    journal.record(plan, written.value.files);
    return ok(written.value.effect);
  }

  function planOf(
    session: AwsSessionRecord,
    files: ChangePlan['files'],
    claims: readonly string[],
  ): ChangePlan {
    return {
      change: 'edit',
      profileName: sessionSection(session),
      sessionId: session.id,
      claims,
      files,
      warnings: [],
      renamed: null,
    };
  }

  function sectionPlan(session: AwsSessionRecord, context: CallContext): ChangePlan {
    const file = awsFilesOf(session, ports.places, context.environment).config;
    const isOurs = (section: string) => journal.isManaged(file, section);
    const plan = (text: string): Result<PlannedFile> => {
      const parsed = readAwsConfig(text);
      if (!parsed.ok) {
        return parsed;
      }
      const existing = parsed.value.ssoSessions.get(session.name);
      const edits = planSessionSection(existing, session, isOurs);
      return edits.ok ? ok({ edits: edits.value, change: existing === undefined ? 'add' : 'edit' }) : edits;
    };
    return planOf(session, [{ file, kind: 'config', plan }], [sessionSection(session)]);
  }

  /** The files that have something of ours of the session; null where none has. */
  function changePlan(before: AwsSessionRecord, after: AwsSessionRecord): ChangePlan | null {
    const paths = new Set(journal.managedOf(before.id).map((entry) => entry.file));
    const [first, ...others] = [...paths].map((file): FilePlan => ({
      file,
      kind: 'config',
      plan: (text) => followed(text, before, after, (section) => journal.isManaged(file, section)),
    }));
    return first === undefined ? null : planOf(after, [first, ...others], []);
  }

  return {
    /** Errors: `config.session-section-differs`, those of the file. */
    previewSection: (session: AwsSessionRecord, context: CallContext): Promise<Result<ChangePreview>> =>
      writer.preview(sectionPlan(session, context)),

    writeSection: (
      session: AwsSessionRecord,
      consent: ChangeConsent,
      context: CallContext,
    ): Promise<Result<ChangePreview>> => apply(sectionPlan(session, context), consent),

    /** What follows a change of the session's address or scopes in the files; null where nothing of ours is there. */
    async previewChange(
      before: AwsSessionRecord,
      after: AwsSessionRecord,
    ): Promise<Result<ChangePreview | null>> {
      const plan = changePlan(before, after);
      return plan === null ? ok(null) : writer.preview(plan);
    },

    async writeChange(
      before: AwsSessionRecord,
      after: AwsSessionRecord,
      consent: ChangeConsent,
    ): Promise<Result<ChangePreview | null>> {
      const plan = changePlan(before, after);
      return plan === null ? ok(null) : apply(plan, consent);
    },
  };
}

export type SessionWriter = ReturnType<typeof createSessionWriter>;

/** The section of the session; of a legacy session, the address in each profile. Only what is ours. */
function followed(
  text: string,
  before: AwsSessionRecord,
  after: AwsSessionRecord,
  isOurs: (section: string) => boolean,
): Result<PlannedFile> {
  const parsed = readAwsConfig(text);
  if (!parsed.ok) {
    return parsed;
  }
  if (before.kind === 'legacy') {
    const edits = [...parsed.value.profiles].flatMap(([name, { values, inConfig }]): SectionEdit[] =>
      inConfig && isOurs(profileSection(name)) && textValue(values, 'sso_start_url') === before.startUrl
        ? [
            {
              section: profileSection(name),
              set: { sso_start_url: after.startUrl, sso_region: after.region },
            },
          ]
        : [],
    );
    return ok({ edits });
  }
  const existing = parsed.value.ssoSessions.get(before.name);
  if (existing === undefined || !isOurs(sessionSection(before))) {
    return ok({ edits: [] });
  }
  const edits = planSessionSection(existing, after, isOurs);
  return edits.ok ? ok({ edits: edits.value }) : edits;
}
