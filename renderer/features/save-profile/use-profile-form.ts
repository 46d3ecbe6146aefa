import { useState } from 'react';
import { appError, type AppError, type AppErrorCode } from '../../../shared/model/app-error.ts';
import type {
  ChangePreview,
  ProfileInput,
  RoleChain,
  WrittenDelivery,
} from '../../../shared/model/profile.ts';
import { validateRegion } from '../../../shared/start-url/index.ts';
import { useGuarded } from '../../state/guard.tsx';
import { useBridge } from '../../state/services.tsx';
import { useChange, type Change } from '../profile-change/use-change.ts';
import { extraKeysText, readExtraKeys, type ExtraKeys } from './extra-keys-text.ts';

/** What a profile gives: credentials of the role, a token alone, or credentials of a role that is assumed from there. */
export type ProfileKind = 'role' | 'bearer' | 'chain';

export interface ProfileFields {
  readonly name: string;
  readonly region: string;
  readonly output: string;
  readonly kind: ProfileKind;
  readonly delivery: WrittenDelivery;
  readonly roleArn: string;
  readonly sourceProfile: string;
  readonly roleSessionName: string;
  readonly externalId: string;
  readonly durationSeconds: string;
  readonly extra: string;
}

/** What a form begins with. */
export interface FormStart {
  /** A new profile has a name to choose; another one keeps its own. */
  readonly isNew: boolean;
  readonly input: ProfileInput;
  readonly delivery: WrittenDelivery;
  /** The keys beside those of the form. */
  readonly extra: ExtraKeys;
}

export interface SavedProfile {
  readonly name: string;
  readonly file: string;
  readonly tryCommand: string;
  readonly warnings: readonly AppError[];
}

export interface ProfileForm {
  readonly fields: ProfileFields;
  readonly set: (change: Partial<ProfileFields>) => void;
  readonly nameProblem: AppError | null;
  readonly regionProblem: AppError | null;
  readonly durationWrong: boolean;
  /** The line of the further keys that is none. */
  readonly wrongLine: number | null;
  readonly change: Change<ChangePreview>;
  /** Whether the error of the change is told at a field. */
  readonly errorShown: boolean;
  readonly saved: SavedProfile | null;
}

const NAME_CODES: readonly AppErrorCode[] = [
  'input.profile-name-invalid',
  'input.profile-name-taken',
  'config.foreign-section',
];
const REGION_CODES: readonly AppErrorCode[] = ['input.region-invalid', 'input.region-missing'];

/** The fields of a profile with the change they would make to the files. */
export function useProfileForm(start: FormStart): ProfileForm {
  const bridge = useBridge();
  const guarded = useGuarded();
  const [fields, setFields] = useState<ProfileFields>(() => fieldsOf(start));
  const [saved, setSaved] = useState<SavedProfile | null>(null);

  const region = fields.region.trim();
  const regionCheck = region === '' ? null : validateRegion(region);
  const extra = readExtraKeys(fields.extra);
  const seconds = fields.durationSeconds.trim();
  const durationWrong =
    fields.kind === 'chain' && seconds !== '' && !(/^\d{3,5}$/.test(seconds) && inRange(Number(seconds)));
  const complete =
    fields.name.trim() !== '' && regionCheck?.ok !== false && 'keys' in extra && !durationWrong;
  const input = complete ? inputOf(start, fields, extra.keys) : null;
  const change = useChange({
    question: input === null || saved !== null ? null : JSON.stringify(input),
    preview: () => (input === null ? never() : bridge.profiles.preview(input)),
    changeOf: (preview) => preview,
    carryOut: async ({ digest }) => {
      if (input === null) return never();
      const reply = await guarded('save', (confirmation) =>
        bridge.profiles.save({ input, digest, ...confirmation }),
      );
      return reply ?? { ok: false, error: appError('app.cancelled') };
    },
    onDone: setSaved,
  });

  const { error } = change;
  const about = (codes: readonly AppErrorCode[]) =>
    error !== null && codes.includes(error.code) ? error : null;
  const nameProblem = start.isNew ? about(NAME_CODES) : null;
  return {
    fields,
    set: (some) => {
      setFields((before) => ({ ...before, ...some }));
    },
    nameProblem,
    regionProblem: about(REGION_CODES) ?? (regionCheck?.ok === false ? regionCheck.error : null),
    durationWrong,
    wrongLine: 'wrongLine' in extra ? extra.wrongLine : null,
    change,
    errorShown: nameProblem !== null || about(REGION_CODES) !== null,
    saved,
  };
}

function never(): never {
  throw new Error('nothing to preview');
}

function inRange(seconds: number): boolean {
  return seconds >= 900 && seconds <= 43_200;
}

function fieldsOf({ input, delivery, extra }: FormStart): ProfileFields {
  const { name, region, output, chain } = input;
  return {
    name,
    region: region ?? '',
    output: output ?? '',
    kind: chain === undefined ? (input.accountId === null ? 'bearer' : 'role') : 'chain',
    delivery,
    roleArn: chain?.roleArn ?? '',
    sourceProfile: chain?.sourceProfile ?? '',
    roleSessionName: chain?.roleSessionName ?? '',
    externalId: chain?.externalId ?? '',
    durationSeconds: chain?.durationSeconds?.toString() ?? '',
    extra: extraKeysText(extra),
  };
}

function inputOf(start: FormStart, fields: ProfileFields, keys: ExtraKeys): ProfileInput {
  const { kind } = fields;
  const { accountId, roleName, sessionId } = start.input;
  const removed = Object.keys(start.extra).filter((key) => !(key in keys));
  const extra = { ...keys, ...Object.fromEntries(removed.map((key) => [key, null])) };
  return {
    name: fields.name.trim(),
    sessionId,
    accountId: kind === 'role' ? accountId : null,
    roleName: kind === 'role' ? roleName : null,
    region: orNull(fields.region),
    output: orNull(fields.output),
    ...(kind === 'role' ? { delivery: fields.delivery } : {}),
    ...(Object.keys(extra).length === 0 ? {} : { extra }),
    ...(kind === 'chain' ? { chain: chainOf(fields) } : {}),
  };
}

function chainOf(fields: ProfileFields): RoleChain {
  const seconds = orNull(fields.durationSeconds);
  return {
    roleArn: fields.roleArn.trim(),
    sourceProfile: fields.sourceProfile.trim(),
    roleSessionName: orNull(fields.roleSessionName),
    externalId: orNull(fields.externalId),
    durationSeconds: seconds === null ? null : Number(seconds),
  };
}

function orNull(text: string): string | null {
  const trimmed = text.trim();
  return trimmed === '' ? null : trimmed;
}
