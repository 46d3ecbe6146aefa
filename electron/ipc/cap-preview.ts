import type { GeneratePreview, PrunePreview } from '../../shared/model/profile-batch.ts';
import type { ChangePreview, FileChange } from '../../shared/model/profile.ts';
import type { ChangedSession } from '../core/intents.ts';

/** As many lines of a diff, and as many names, go to the window; of the rest only how many there are. */
const MOST_LINES = 500;
const MOST_NAMES = 1000;

/** A preview of bearable size, however large the change is. What is left out is counted. */
export function capPreview(change: ChangePreview): ChangePreview {
  const { file, diff } = capDiff(change);
  return { ...change, file, diff, files: change.files.map(capDiff) };
}

function capDiff({ file, diff }: Pick<FileChange, 'file' | 'diff'>): FileChange {
  return diff.length <= MOST_LINES
    ? { file, diff }
    : { file, diff: diff.slice(0, MOST_LINES), left: diff.length - MOST_LINES };
}

/** A legacy session has its address in each of its profiles. */
export function capChangedSession({ files, signsOut }: ChangedSession) {
  return { files: files === null ? null : capPreview(files), signsOut };
}

export function capGeneration({ change, profiles, present }: GeneratePreview) {
  return {
    change: capPreview(change),
    profiles: profiles.slice(0, MOST_NAMES),
    count: profiles.length,
    present,
  };
}

export function capPrune({ change, profiles, listedAt }: PrunePreview) {
  return {
    change: capPreview(change),
    profiles: profiles.slice(0, MOST_NAMES),
    count: profiles.length,
    listedAt,
  };
}
