import { useEffect, useState } from 'react';
import { appError, type AppError, type AppErrorCode } from '../../../shared/model/app-error.ts';
import type { RoleRef } from '../../../shared/model/catalog.ts';
import type { ChangePreview, ProfileInput } from '../../../shared/model/profile.ts';
import { validateRegion } from '../../../shared/start-url/index.ts';
import { useBridge } from '../../state/services.tsx';
import { useProfilePreview } from './use-profile-preview.ts';

export interface ProfileFields {
  readonly name: string;
  readonly region: string;
  readonly output: string;
}

export interface SavedProfile {
  readonly name: string;
  readonly file: string;
  readonly tryCommand: string;
}

export interface ProfileForm {
  /** Null until main has suggested values. */
  readonly fields: ProfileFields | null;
  readonly change: (change: Partial<ProfileFields>) => void;
  readonly nameProblem: AppError | null;
  readonly regionProblem: AppError | null;
  /** What stands against saving beyond the fields. */
  readonly failure: AppError | null;
  readonly preview: ChangePreview | null;
  readonly previewCurrent: boolean;
  readonly canSave: boolean;
  readonly save: () => void;
  readonly saved: SavedProfile | null;
}

const NAME_CODES: readonly AppErrorCode[] = [
  'input.profile-name-invalid',
  'input.profile-name-taken',
  'config.foreign-section',
];
const REGION_CODES: readonly AppErrorCode[] = ['input.region-invalid', 'input.region-missing'];

/** The fields of a profile, prefilled by main, with the change they would make to the file. */
export function useProfileForm(role: RoleRef): ProfileForm {
  const bridge = useBridge();
  const [fields, setFields] = useState<ProfileFields | null>(null);
  const [attempt, setAttempt] = useState(0);
  const [refused, setRefused] = useState<AppError | null>(null);
  const [busy, setBusy] = useState(false);
  const [saved, setSaved] = useState<SavedProfile | null>(null);

  const { sessionId, accountId, roleName } = role;
  useEffect(() => {
    let wanted = true;
    void bridge.profiles.suggest({ sessionId, accountId, roleName }).then((reply) => {
      if (!wanted) return;
      if (!reply.ok) setRefused(reply.error);
      const { name, region, output } = reply.ok ? reply.value : { name: '', region: null, output: null };
      setFields({ name, region: region ?? '', output: output ?? '' });
    });
    return () => {
      wanted = false;
    };
  }, [accountId, bridge, roleName, sessionId]);

  const region = fields?.region.trim() ?? '';
  const regionCheck = region === '' ? null : validateRegion(region);
  const name = fields?.name.trim() ?? '';
  const complete = fields !== null && name !== '' && regionCheck?.ok !== false;
  const input: ProfileInput | null = complete
    ? {
        name,
        sessionId,
        accountId,
        roleName,
        region: region === '' ? null : region,
        output: fields.output === '' ? null : fields.output,
      }
    : null;
  const { answer, current } = useProfilePreview(saved === null ? input : null, attempt);

  const previewError = current && answer?.ok === false ? answer.error : null;
  const error = refused ?? previewError;
  const about = (codes: readonly AppErrorCode[]) =>
    error !== null && codes.includes(error.code) ? error : null;
  const emptyName = fields !== null && name === '' ? appError('input.profile-name-invalid') : null;
  const canSave = !busy && current && answer?.ok === true;

  const save = async () => {
    if (!canSave || input === null) return;
    setBusy(true);
    setRefused(null);
    const reply = await bridge.profiles.save({ input, digest: answer.value.digest });
    setBusy(false);
    if (reply.ok) {
      setSaved(reply.value);
      return;
    }
    setRefused(reply.error);
    // Whatever is in the way, the preview must show the file as it is now.
    setAttempt(attempt + 1);
  };

  return {
    fields,
    change: (change) => {
      setRefused(null);
      setFields((before) => (before === null ? null : { ...before, ...change }));
    },
    nameProblem: about(NAME_CODES) ?? emptyName,
    regionProblem: about(REGION_CODES) ?? (regionCheck?.ok === false ? regionCheck.error : null),
    failure:
      error !== null && !NAME_CODES.includes(error.code) && !REGION_CODES.includes(error.code) ? error : null,
    preview: answer?.ok === true ? answer.value : null,
    previewCurrent: current,
    canSave,
    save: () => void save(),
    saved,
  };
}
