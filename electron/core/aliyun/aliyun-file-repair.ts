import { planAliyunEdits } from '../../../shared/config-files/aliyun/aliyun-edits.ts';
import { readAliyunConfig } from '../../../shared/config-files/aliyun/aliyun-config.ts';
import { maskedAliyunDiff } from '../../../shared/config-files/aliyun/masked-aliyun-diff.ts';
import { changeDigest } from '../../../shared/config-files/apply-edit-plan.ts';
import { appError, type AppError } from '../../../shared/model/app-error.ts';
import { toRfc3339 } from '../../../shared/model/instant.ts';
import type { ChangeConsent, ChangePreview } from '../../../shared/model/profile.ts';
import { err, ok, type Result } from '../../../shared/model/result.ts';
import type { ManagedAliyunProfile } from '../app-data.ts';
import type { Clock, FileStore, Fingerprint, Hash } from '../ports.ts';
import type { ManagedAliyun } from './aliyun-managed.ts';
import type { AliyunConfigFile } from './config-file.ts';

const byteOrderMark = '\uFEFF';

interface FileRepair {
  readonly before: string;
  readonly after: string;
  readonly fingerprint: Fingerprint | null;
  /** Where what is there is kept; null where nothing of it is lost. */
  readonly copy: string | null;
}

/**
 * Makes a `config.json` that no tool can read into one that all can: without its byte order mark if that is all, else by
 * keeping a copy and starting afresh with our own profiles, whose keys and tokens come with the next sign-in or renewal.
 */
export function createAliyunFileRepair(ports: {
  readonly files: FileStore;
  readonly hash: Hash;
  readonly clock: Clock;
  readonly configFile: AliyunConfigFile;
  readonly managed: ManagedAliyun;
}) {
  const { files, hash, clock, configFile, managed } = ports;

  /** Errors: `aliyun.nothing-to-repair`, `config.not-utf8`, those of reading. */
  async function plan(file: string): Promise<Result<FileRepair>> {
    // With the patience that a half-written file wants.
    const sound = await configFile.read(file);
    if (sound.ok) {
      return err(appError('aliyun.nothing-to-repair', { file }));
    }
    if (sound.error.code !== 'config.file-broken') {
      return sound;
    }
    const snapshot = await files.read(file);
    if (!snapshot.ok) {
      return snapshot;
    }
    const before = snapshot.value?.text ?? null;
    const fingerprint = snapshot.value?.fingerprint ?? null;
    if (before === null) {
      return err(appError('config.changed-on-disk', { file }));
    }
    const bare = before.startsWith(byteOrderMark) ? before.slice(1) : null;
    if (bare !== null && readAliyunConfig(bare).ok) {
      return ok({ before, after: bare, fingerprint, copy: null });
    }
    const fresh = planAliyunEdits(null, managed.inFile(file).filter(isThere).map(editOf));
    if (!fresh.ok) {
      return fresh;
    }
    const after = fresh.value.changed ? fresh.value.text : '{}';
    const stamp = toRfc3339(clock.now()).replace(/[-:]/g, '');
    return ok({ before, after, fingerprint, copy: `${file}.latchkey-backup-${stamp}` });
  }

  function previewOf(file: string, { before, after, copy }: FileRepair): ChangePreview {
    const diff = maskedAliyunDiff(before, after);
    const asks: readonly AppError[] =
      copy === null ? [] : [appError('aliyun.start-afresh', { file, copy: nameOf(copy) })];
    // The name of the copy tells the time, and is no part of the change that is agreed to.
    return {
      file,
      diff,
      files: [{ file, diff }],
      digest: changeDigest(hash, before, after),
      warnings: [],
      asks,
    };
  }

  return {
    async preview(file: string): Promise<Result<ChangePreview>> {
      const planned = await plan(file);
      return planned.ok ? ok(previewOf(file, planned.value)) : planned;
    },

    /** Errors besides: `aliyun.start-afresh` unless agreed to, `config.changed-on-disk`, those of the write. */
    repair(file: string, consent: ChangeConsent): Promise<Result<ChangePreview>> {
      return files.exclusive(file, async () => {
        const planned = await plan(file);
        if (!planned.ok) {
          return planned;
        }
        const { before, after, fingerprint, copy } = planned.value;
        const change = previewOf(file, planned.value);
        const [question] = change.asks;
        if (consent.digest !== null && consent.digest !== change.digest) {
          return err(appError('config.changed-on-disk', { file }));
        }
        if (question !== undefined && !consent.confirmed) {
          return err(question);
        }
        const options = { createMode: 0o600, directoryMode: 0o700 };
        if (copy !== null) {
          const kept = await files.replace(copy, before, { ...options, expected: null, ownerOnly: true });
          if (!kept.ok) {
            return kept;
          }
        }
        const replaced = await files.replace(file, after, { ...options, expected: fingerprint });
        return replaced.ok
          ? ok(change)
          : err(appError(replaced.error.code, { ...replaced.error.params, file }));
      });
    },
  };
}

/** Those that a sign-out has taken away come back by themselves. */
function isThere({ keys }: ManagedAliyunProfile): boolean {
  return keys === null || (!keys.replaced && keys.away === null);
}

function editOf({ profile, fields }: ManagedAliyunProfile) {
  return { profile, set: fields };
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
