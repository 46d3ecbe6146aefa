import { readAwsConfig } from '../../../../shared/config-files/aws-config.ts';
import { planEdits, type Edit } from '../../../../shared/config-files/edit-plan.ts';
import type { AppError } from '../../../../shared/model/app-error.ts';
import { createProblemFinder } from '../profile-problems.ts';

/** What the readers will make differently of a profile once these edits are done, as warnings before they are. */
export function problemsAfter(text: string, edits: readonly Edit[], name: string): readonly AppError[] {
  const planned = planEdits(text, edits);
  const parsed = planned.ok ? readAwsConfig(planned.value.text) : planned;
  const profile = parsed.ok ? parsed.value.profiles.get(name) : undefined;
  if (!planned.ok || !parsed.ok || profile === undefined) {
    return [];
  }
  // A source profile may also be in the credentials file, which is not looked at here.
  return createProblemFinder(
    parsed.value,
    planned.value.text,
    () => false,
  )(name, profile).filter((problem) => problem.code !== 'config.source-profile-missing');
}
