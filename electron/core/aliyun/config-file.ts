import { readAliyunConfig, type AliyunConfig } from '../../../shared/config-files/aliyun/aliyun-config.ts';
import {
  planAliyunEdits,
  type AliyunEdit,
  type PlannedAliyunEdit,
} from '../../../shared/config-files/aliyun/aliyun-edits.ts';
import { maskedAliyunDiff } from '../../../shared/config-files/aliyun/masked-aliyun-diff.ts';
import { changeDigest } from '../../../shared/config-files/apply-edit-plan.ts';
import { appError, type AppError } from '../../../shared/model/app-error.ts';
import type { Millis } from '../../../shared/model/instant.ts';
import type { ChangePreview } from '../../../shared/model/profile.ts';
import { err, ok, type Result } from '../../../shared/model/result.ts';
import type { FileStore, Fingerprint, Hash, Scheduler } from '../ports.ts';
import { wait } from '../wait.ts';

/** Works out the edits for whatever the file says at that moment. */
export type MakeAliyunEdits = (config: AliyunConfig) => Result<readonly AliyunEdit[]>;

export interface AliyunChange {
  readonly before: string | null;
  readonly plan: PlannedAliyunEdit;
}

const largest = 16 * 1024 * 1024;
const tries = 4;
/** A foreign writer that writes in place is done by then (protocol/aliyun.md §2.5). */
const halfWritten: readonly Millis[] = [20, 60, 200];
/** Longer than any writer takes between reading the file and having written it. */
const settleMs = 30;

interface Read {
  readonly text: string | null;
  readonly fingerprint: Fingerprint | null;
  readonly config: AliyunConfig;
}

/**
 * `config.json` of one home: read with patience for those who write it in place, changed in one transaction (security.md
 * §6). It holds tokens, so no copy of it is ever laid beside it (§0.4).
 */
export function createAliyunConfigFile(ports: {
  readonly files: FileStore;
  readonly hash: Hash;
  readonly scheduler: Scheduler;
}) {
  const { files, hash, scheduler } = ports;

  async function readOnce(path: string): Promise<Result<Read>> {
    const snapshot = await files.read(path);
    if (!snapshot.ok) {
      return err(inFile(snapshot.error, path));
    }
    const file = snapshot.value;
    if (file?.text === null) {
      return err(appError('config.not-utf8', { file: path }));
    }
    const text = file?.text ?? null;
    if (text !== null && text.length > largest) {
      return err(appError('config.too-large', { file: path }));
    }
    const config = readAliyunConfig(text);
    return config.ok
      ? ok({ text, fingerprint: file?.fingerprint ?? null, config: config.value })
      : err(inFile(config.error, path));
  }

  /** Reads again for a while where what is there looks like half of a file. */
  async function read(path: string): Promise<Result<Read>> {
    for (const pause of halfWritten) {
      const found = await readOnce(path);
      const reason = found.ok ? null : found.error.params?.['reason'];
      if (reason !== 'json-ended' && reason !== 'json-empty') {
        return found;
      }
      await wait(scheduler, pause, new AbortController().signal);
    }
    return readOnce(path);
  }

  async function plan(
    path: string,
    makeEdits: MakeAliyunEdits,
  ): Promise<Result<AliyunChange & { readonly fingerprint: Fingerprint | null }>> {
    const found = await read(path);
    if (!found.ok) {
      return found;
    }
    const { text, config, fingerprint } = found.value;
    const edits = makeEdits(config);
    if (!edits.ok) {
      return edits;
    }
    const planned = planAliyunEdits(text, edits.value);
    return planned.ok
      ? ok({ before: text, plan: planned.value, fingerprint })
      : err(inFile(planned.error, path));
  }

  return {
    /** The file as the CLI takes it. Errors: `config.file-broken`, `config.not-utf8`, `config.too-large`, those of `FileStore`. */
    async read(path: string): Promise<Result<AliyunConfig>> {
      const found = await read(path);
      return found.ok ? ok(found.value.config) : found;
    },

    /** What `change` would do now. */
    async preview(path: string, makeEdits: MakeAliyunEdits): Promise<Result<ChangePreview>> {
      const planned = await plan(path, makeEdits);
      if (!planned.ok) {
        return planned;
      }
      const { before, plan: change } = planned.value;
      const diff = maskedAliyunDiff(before ?? '', change.text);
      return ok({
        file: path,
        diff,
        files: [{ file: path, diff }],
        digest: changeDigest(hash, before ?? '', change.text),
        warnings: [],
        asks: [],
      });
    },

    /**
     * Changes the file: read, plan, replace if it is still what was read, otherwise plan again from the new text. Errors
     * besides those of `read` and of `makeEdits`: `config.changed-on-disk`, also where `digest` is of another change.
     */
    change(
      path: string,
      makeEdits: MakeAliyunEdits,
      digest: string | null = null,
    ): Promise<Result<AliyunChange>> {
      return files.exclusive(path, async () => {
        let written: AliyunChange | null = null;
        for (let attempt = 0; ; attempt += 1) {
          const planned = await plan(path, makeEdits);
          if (!planned.ok) {
            return planned;
          }
          const { before, plan: change, fingerprint } = planned.value;
          if (attempt === 0 && digest !== null && digest !== changeDigest(hash, before ?? '', change.text)) {
            return err(appError('config.changed-on-disk', { file: path }));
          }
          if (!change.changed) {
            // After a conflict the change may be there all the same.
            return ok(written ?? { before, plan: change });
          }
          if (attempt === tries) {
            return err(appError('config.changed-on-disk', { file: path }));
          }
          const replaced = await files.replace(path, change.text, {
            expected: fingerprint,
            createMode: 0o600,
            directoryMode: 0o700,
            settleMs,
          });
          if (replaced.ok) {
            return ok({ before, plan: change });
          }
          if (replaced.error.code !== 'config.changed-on-disk') {
            return err(inFile(replaced.error, path));
          }
          written = { before, plan: change };
        }
      });
    },
  };
}

export type AliyunConfigFile = ReturnType<typeof createAliyunConfigFile>;

function inFile(error: AppError, file: string): AppError {
  return error.code.startsWith('config.') ? appError(error.code, { ...error.params, file }) : error;
}
