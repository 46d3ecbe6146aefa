import { readAliyunConfig } from '../../../shared/config-files/aliyun/aliyun-config.ts';
import { namesOf, type AliyunEdit } from '../../../shared/config-files/aliyun/aliyun-edits.ts';
import { maskedAliyunDiff } from '../../../shared/config-files/aliyun/masked-aliyun-diff.ts';
import { changeDigest } from '../../../shared/config-files/apply-edit-plan.ts';
import { appError, type AppError } from '../../../shared/model/app-error.ts';
import type { ChangeConsent, ChangePreview } from '../../../shared/model/profile.ts';
import { err, ok, type Result } from '../../../shared/model/result.ts';
import type { SessionId } from '../../../shared/model/session.ts';
import type { ManagedAliyunProfile, UndoneAliyunFile } from '../app-data.ts';
import type { Clock, Hash } from '../ports.ts';
import type { ProfileJournal } from '../profiles/profile-journal.ts';
import { contentDigest, renamesOf, type ManagedAliyun } from './aliyun-managed.ts';
import type { AliyunChangePlan, PlannedAliyunChange } from './aliyun-profile-plans.ts';
import type { AliyunConfigFile } from './config-file.ts';

/** Previews and writes changes of `config.json`, notes what is ours afterwards, and takes the last one back. */
export function createAliyunChanges(ports: {
  readonly hash: Hash;
  readonly clock: Clock;
  readonly configFile: AliyunConfigFile;
  readonly managed: ManagedAliyun;
  readonly journal: ProfileJournal;
  readonly changeSession: (sessionId: SessionId, changes: { readonly profileName: string }) => void;
}) {
  const { hash, configFile, managed, journal } = ports;

  async function preview(plan: Result<AliyunChangePlan>): Promise<Result<ChangePreview>> {
    if (!plan.ok) {
      return plan;
    }
    let asks: readonly AppError[] = [];
    const previewed = await configFile.preview(plan.value.file, (config) => {
      const planned = plan.value.plan(config);
      asks = planned.ok ? planned.value.asks : [];
      return planned.ok ? ok(planned.value.edits) : planned;
    });
    return previewed.ok ? ok({ ...previewed.value, asks }) : previewed;
  }

  /** Errors: the first question that was not agreed to; `config.changed-on-disk` for another change than that of the digest. */
  async function write(
    plan: AliyunChangePlan,
    consent: ChangeConsent,
  ): Promise<Result<{ readonly effect: ChangePreview; readonly done: UndoneAliyunFile | null }>> {
    let planned: PlannedAliyunChange | null = null;
    const changed = await configFile.change(
      plan.file,
      (config) => {
        const made = plan.plan(config);
        if (!made.ok) {
          return made;
        }
        planned = made.value;
        const [question] = made.value.asks;
        return question !== undefined && !consent.confirmed ? err(question) : ok(made.value.edits);
      },
      consent.digest,
    );
    if (!changed.ok) {
      return changed;
    }
    const { before, plan: edit } = changed.value;
    const { edits, managed: after } = planned as unknown as PlannedAliyunChange;
    const profiles = [...new Set(edits.flatMap(namesOf))];
    const managedBefore = managed.inFile(plan.file).filter((entry) => profiles.includes(entry.profile));
    managed.replace(plan.file, profiles, after);
    followRenames(plan.file, edits);
    const config = readAliyunConfig(edit.text);
    const diff = maskedAliyunDiff(before ?? '', edit.text);
    return ok({
      done:
        edit.changed && config.ok
          ? {
              file: plan.file,
              kind: 'aliyun',
              edits: edit.inverse,
              after: contentDigest(hash, config.value),
              managedBefore,
            }
          : null,
      effect: {
        file: plan.file,
        diff,
        files: [{ file: plan.file, diff }],
        digest: changeDigest(hash, before ?? '', edit.text),
        warnings: [],
        asks: [],
      },
    });
  }

  async function apply(
    plan: Result<AliyunChangePlan>,
    consent: ChangeConsent,
  ): Promise<Result<ChangePreview>> {
    if (!plan.ok) {
      return plan;
    }
    let change: PlannedAliyunChange['change'] = 'edit';
    const { file, profileName } = plan.value;
    const written = await write(
      {
        ...plan.value,
        plan(config) {
          const planned = plan.value.plan(config);
          change = planned.ok ? planned.value.change : change;
          return planned;
        },
      },
      consent,
    );
    if (!written.ok) {
      return written;
    }
    const { done, effect } = written.value;
    if (done !== null) {
      journal.push({ profileName, change, files: [done], renamed: null, at: ports.clock.now() });
    } else {
      journal.publish();
    }
    return ok({ ...effect, file });
  }

  /** A session keeps its own profile under whatever name. */
  function followRenames(file: string, edits: readonly AliyunEdit[]): void {
    for (const { from, to } of renamesOf(edits)) {
      const owner = managed.ownerOf(file, from);
      if (owner !== null) {
        ports.changeSession(owner.id, { profileName: to });
      }
    }
  }

  function undoing(): Result<AliyunChangePlan> {
    const [step] = journal.last()?.files ?? [];
    if (step?.kind !== 'aliyun') {
      return err(appError('config.nothing-to-undo'));
    }
    const { file, edits, after, managedBefore } = step;
    return ok({
      file,
      profileName: journal.last()?.profileName ?? '',
      plan: (config) =>
        ok({
          change: 'edit',
          edits,
          asks: contentDigest(hash, config) === after ? [] : [appError('config.undo-changed', { file })],
          managed: managedBefore.map(withoutOldKeys),
        }),
    });
  }

  return {
    preview,
    apply,

    /** Whether the last change that can be taken back is one of `config.json`. */
    hasUndo: (): boolean => journal.last()?.files[0]?.kind === 'aliyun',
    previewUndo: () => preview(undoing()),

    /** Errors: `config.nothing-to-undo`, `config.undo-changed` if not agreed to, those of the write. */
    async undo(consent: ChangeConsent): Promise<Result<ChangePreview>> {
      const plan = undoing();
      const written = plan.ok ? await write(plan.value, consent) : plan;
      if (!written.ok) {
        return written;
      }
      journal.pop();
      return ok(written.value.effect);
    },
  };
}

/** An undo brings no keys back, so whoever keeps them has to fetch them. */
function withoutOldKeys(entry: ManagedAliyunProfile): ManagedAliyunProfile {
  const none = { keyHash: null, expiresAt: null, renewAt: null, replaced: false, away: null };
  return entry.keys === null ? entry : { ...entry, keys: none };
}
