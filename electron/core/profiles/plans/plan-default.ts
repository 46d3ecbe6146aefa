import { readAwsConfig } from '../../../../shared/config-files/aws-config.ts';
import type { EditValue } from '../../../../shared/config-files/edit-rules.ts';
import { isWritableKey, valueProblem } from '../../../../shared/config-files/edit-rules.ts';
import { isCredentialKey } from '../../../../shared/config-files/secret-keys.ts';
import { appError } from '../../../../shared/model/app-error.ts';
import { err, ok, type Result } from '../../../../shared/model/result.ts';
import type { PlannedFile } from '../change-plan.ts';
import { formKeys, otherSources } from './extra-keys.ts';
import { problemsAfter } from './problems-after.ts';
import type { IsOurs } from './sections.ts';

/**
 * Copies the keys of a profile into the default profile: into `[profile default]` where there is one, which all readers
 * take before `[default]` or whole (protocol/aws.md §5.1). Keys of the default that say where credentials come from go,
 * others stay. One that somebody else wrote is asked about. Errors: `config.default-holds-keys`, `input.profile-unknown`.
 */
export function planDefault(text: string, name: string, isOurs: IsOurs): Result<PlannedFile> {
  const parsed = readAwsConfig(text);
  if (!parsed.ok) {
    return parsed;
  }
  const source = parsed.value.profiles.get(name);
  if (source === undefined) {
    return err(appError('input.profile-unknown', { name }));
  }
  const target = parsed.value.profiles.get('default');
  if (target !== undefined && [...target.values.keys()].some(isCredentialKey)) {
    return err(appError('config.default-holds-keys'));
  }
  const set: Record<string, EditValue> = {};
  for (const key of [...formKeys, ...otherSources]) {
    if (target?.values.has(key) === true) {
      set[key] = null;
    }
  }
  const edits = [{ section: 'default', set: { ...copyOf(source.values), ...without(set, source.values) } }];
  return ok({
    edits,
    warnings: problemsAfter(text, edits, 'default'),
    asks: target === undefined || isOurs('default') ? [] : [appError('config.foreign-default')],
  });
}

/** What can be written of a profile: no secrets, nothing that readers would take differently. */
function copyOf(values: ReadonlyMap<string, string | ReadonlyMap<string, string>>) {
  const copy: Record<string, EditValue> = {};
  for (const [key, value] of values) {
    const written = typeof value === 'string' ? value : Object.fromEntries(value);
    if (!isCredentialKey(key) && isWritableKey(key) && valueProblem(key, written) === null) {
      copy[key] = written;
    }
  }
  return copy;
}

function without(set: Readonly<Record<string, EditValue>>, kept: ReadonlyMap<string, unknown>) {
  return Object.fromEntries(Object.entries(set).filter(([key]) => !kept.has(key)));
}
