import { appError } from '../../../shared/model/app-error.ts';
import type { ProfileTarget } from '../../../shared/model/profile.ts';
import { err, ok, type Result } from '../../../shared/model/result.ts';
import type { Cloud } from '../../../shared/model/session.ts';
import type { AliyunDeliveries } from '../aliyun/aliyun-deliveries.ts';
import type { CallContext, Intents } from '../intents.ts';
import type { ProfileService } from './profile-service.ts';

type Both = Pick<
  Intents['profiles'],
  | 'list'
  | 'all'
  | 'previewRemoval'
  | 'remove'
  | 'previewRename'
  | 'rename'
  | 'previewDefault'
  | 'makeDefault'
  | 'previewAliyun'
  | 'saveAliyun'
  | 'aliyunDetails'
  | 'previewUndo'
  | 'undo'
  | 'previewFileRepair'
  | 'repairFile'
>;

/** The profiles of both vendors' files as one list; each change goes to the one that the profile is in. */
export function createProfilesOfBothClouds(aws: ProfileService, { profiles, file }: AliyunDeliveries): Both {
  const aliyun = profiles;

  async function all(context: CallContext) {
    const [ofAws, ofAliyun] = await Promise.all([aws.all(context), aliyun.list()]);
    return {
      rows: [...ofAws.rows, ...ofAliyun.rows],
      problems: [...ofAws.problems, ...ofAliyun.problems],
    };
  }

  /**
   * Where a profile is, as tools of each cloud would look for it. Errors: `input.profile-ambiguous`; that a file cannot be
   * read, where the other one has no such profile.
   */
  async function find(
    target: ProfileTarget,
    context: CallContext,
  ): Promise<Result<{ readonly name: string; readonly cloud: Cloud }>> {
    if (typeof target !== 'string') {
      return ok(target);
    }
    const inAliyun = await aliyun.find(target);
    if (!inAliyun.ok && inAliyun.error.code === 'input.profile-unknown') {
      return ok({ name: target, cloud: 'aws' });
    }
    const inAws = await aws.find(target, context);
    if (inAws.ok) {
      return inAliyun.ok
        ? err(appError('input.profile-ambiguous', { name: target }))
        : ok({ name: target, cloud: 'aws' });
    }
    return inAliyun.ok ? ok({ name: target, cloud: 'aliyun' }) : inAliyun;
  }

  async function of<T>(
    target: ProfileTarget,
    context: CallContext,
    calls: Readonly<Record<Cloud, (name: string) => Promise<Result<T>>>>,
  ): Promise<Result<T>> {
    const found = await find(target, context);
    return found.ok ? calls[found.value.cloud](found.value.name) : found;
  }

  return {
    all,

    async list(context) {
      const { rows, problems } = await all(context);
      const [problem] = problems;
      return rows.length === 0 && problem !== undefined ? err(problem) : ok(rows);
    },

    previewRemoval: (target, context) =>
      of(target, context, {
        aws: (name) => aws.previewRemoval(name, context),
        aliyun: aliyun.previewRemoval,
      }),
    remove: (target, consent, context) =>
      of(target, context, {
        aws: (name) => aws.remove(name, consent, context),
        aliyun: (name) => aliyun.remove(name, consent),
      }),

    previewRename: (target, newName, context) =>
      of(target, context, {
        aws: (name) => aws.previewRename(name, newName, context),
        aliyun: (name) => aliyun.previewRename(name, newName),
      }),
    rename: (target, newName, consent, context) =>
      of(target, context, {
        aws: (name) => aws.rename(name, newName, consent, context),
        aliyun: (name) => aliyun.rename(name, newName, consent),
      }),

    previewDefault: (target, context) =>
      of(target, context, {
        aws: (name) => aws.previewDefault(name, context),
        aliyun: aliyun.previewDefault,
      }),
    makeDefault: (target, consent, context) =>
      of(target, context, {
        aws: (name) => aws.makeDefault(name, consent, context),
        aliyun: (name) => aliyun.makeDefault(name, consent),
      }),

    previewAliyun: (input) => aliyun.preview(input),
    saveAliyun: (input, consent) => aliyun.save(input, consent),
    aliyunDetails: (name) => aliyun.details(name),

    previewUndo: () => (aliyun.hasUndo() ? aliyun.previewUndo() : aws.previewUndo()),
    undo: (consent) => (aliyun.hasUndo() ? aliyun.undo(consent) : aws.undo(consent)),

    previewFileRepair: (practice) => file.previewRepair(practice),
    repairFile: (practice, consent) => file.repair(practice, consent),
  };
}
