import { textValue, type AwsFiles, type AwsValues } from '../../../shared/config-files/aws-config.ts';
import { editedSections } from '../../../shared/config-files/edit-plan.ts';
import { appError } from '../../../shared/model/app-error.ts';
import type { ManageTarget } from '../../../shared/model/found.ts';
import { err, ok, type Result } from '../../../shared/model/result.ts';
import type { SessionId } from '../../../shared/model/session.ts';
import type { AppData } from '../app-data.ts';
import type { AppStore } from '../app-store.ts';
import type { Clock, Hash, Settings } from '../ports.ts';
import { awsFilesOfStep, createProfileJournal } from '../profiles/profile-journal.ts';

import { profileSection, sessionSection } from '../profiles/plans/sections.ts';

/** The section of a config file that is meant. Errors: `config.session-not-there`, `input.profile-unknown`. */
export function sectionOf(
  parsed: AwsFiles,
  { type, name }: ManageTarget,
): Result<{ readonly section: string; readonly values: AwsValues }> {
  if (type === 'session') {
    const values = parsed.ssoSessions.get(name);
    return values === undefined
      ? err(appError('config.session-not-there', { name }))
      : ok({ section: sessionSection({ name }), values });
  }
  const profile = parsed.profiles.get(name);
  if (profile?.inConfig !== true) {
    return err(appError('input.profile-unknown', { name }));
  }
  const { values } = profile;
  return textValue(values, 'sso_session') === null && textValue(values, 'sso_start_url') === null
    ? err(appError('config.not-sso-profile', { name }))
    : ok({ section: profileSection(name), values });
}

/**
 * Who may change a section: recorded in our own data by file and section, never in the file, which no taking over or
 * letting go changes by a byte (product.md, "managed").
 */
export function createSectionOwnership(ports: {
  readonly store: AppStore;
  readonly settings: Settings<AppData>;
  readonly hash: Hash;
  readonly clock: Clock;
}) {
  const { settings, hash } = ports;
  const { publish, isManaged } = createProfileJournal(ports);

  return {
    isManaged,

    /** From now on Latchkey may edit, rename and remove the section; what it holds now is what Latchkey means it to hold. */
    take(file: string, section: string, values: AwsValues, sessionId: SessionId): void {
      const plain = [...values].map(([key, value]) => [
        key,
        typeof value === 'string' ? value : Object.fromEntries(value),
      ]);
      const entry = {
        file,
        section,
        sessionId,
        hash: hash.sha256(JSON.stringify(Object.fromEntries(plain))),
      };
      const others = settings.get('managed').filter((one) => one.file !== file || one.section !== section);
      settings.set('managed', [...others, entry]);
      publish();
    },

    /** The section is foreign again, and no undo reaches it any more. False if it was foreign before. */
    letGo(file: string, section: string): boolean {
      const managed = settings.get('managed');
      const others = managed.filter((one) => one.file !== file || one.section !== section);
      if (others.length === managed.length) {
        return false;
      }
      settings.set('managed', others);
      const undo = settings
        .get('undo')
        .filter(
          (step) =>
            !awsFilesOfStep(step).some(
              (one) => one.file === file && editedSections(one.edits).includes(section),
            ),
        );
      settings.set('undo', undo);
      publish();
      return true;
    },
  };
}
