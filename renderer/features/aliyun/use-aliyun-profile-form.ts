import { useState } from 'react';
import type { AliyunProfileInput } from '../../../shared/model/aliyun-profile.ts';
import { checkAliyunRegion } from '../../../shared/aliyun/region.ts';
import { appError, type AppError, type AppErrorCode } from '../../../shared/model/app-error.ts';
import type { ChangePreview } from '../../../shared/model/profile.ts';
import { useBridge } from '../../state/services.tsx';
import { useGuarded } from '../../state/guard.tsx';
import { useChange, type Change } from '../profile-change/use-change.ts';
import type { SavedProfile } from '../save-profile/use-profile-form.ts';

const NAME_CODES: readonly AppErrorCode[] = [
  'input.profile-name-invalid',
  'input.profile-name-taken',
  'config.foreign-section',
];
const REGION_CODES: readonly AppErrorCode[] = ['aliyun.region-invalid', 'aliyun.region-missing'];

export interface AliyunProfileForm {
  readonly input: AliyunProfileInput;
  readonly set: (change: Partial<AliyunProfileInput>) => void;
  readonly nameMissing: boolean;
  readonly nameProblem: AppError | null;
  readonly regionProblem: AppError | null;
  readonly change: Change<ChangePreview>;
  /** Whether the error of the change is told at a field. */
  readonly errorShown: boolean;
  readonly saved: SavedProfile | null;
}

/** The fields of a profile of `config.json` with the change they would make to it. */
export function useAliyunProfileForm(start: AliyunProfileInput): AliyunProfileForm {
  const bridge = useBridge();
  const guarded = useGuarded();
  const [input, setInput] = useState(start);
  const [saved, setSaved] = useState<SavedProfile | null>(null);
  const region = checkAliyunRegion(input.region);
  const nameMissing = input.name.trim() === '';
  const complete = !nameMissing && region.ok;
  const wanted = { ...input, name: input.name.trim(), region: input.region.trim() };
  const change = useChange({
    question: complete && saved === null ? JSON.stringify(wanted) : null,
    preview: () => bridge.profiles.previewAliyun(wanted),
    changeOf: (preview) => preview,
    carryOut: async ({ digest, confirmed }) => {
      const reply = await guarded('save', (yes) =>
        bridge.profiles.saveAliyun({
          input: wanted,
          digest,
          confirmed: confirmed || yes.confirmed === true,
        }),
      );
      return reply ?? { ok: false, error: appError('app.cancelled') };
    },
    onDone: setSaved,
  });
  const { error } = change;
  const about = (codes: readonly AppErrorCode[]) =>
    error !== null && codes.includes(error.code) ? error : null;
  const nameProblem = about(NAME_CODES);
  const regionProblem = region.ok ? about(REGION_CODES) : region.error;
  return {
    input,
    set: (some) => {
      setInput((before) => ({ ...before, ...some }));
    },
    nameMissing,
    nameProblem,
    regionProblem,
    change,
    errorShown: nameProblem !== null || about(REGION_CODES) !== null,
    saved,
  };
}
