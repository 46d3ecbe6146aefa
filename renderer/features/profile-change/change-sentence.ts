import type { Translate } from '../../../shared/i18n/translate.ts';
import type { UndoView } from '../../../shared/model/app-state.ts';

/** What a change was, e.g. "Added 12 profiles of my-sso to ~/.aws/config." */
export function changeSentence(t: Translate, { change, profileName: name, file, count }: UndoView): string {
  return t(`profiles.change.${change}`, { name, file, count: count ?? 1 });
}
