import { appError } from '../model/app-error.ts';
import type { AppError } from '../model/app-error.ts';
import { err, ok } from '../model/result.ts';
import type { Result } from '../model/result.ts';
import { findHunks, keptHunks, LineEdits, revertHunks, reverseHunks } from './edit-layout.ts';
import type { KeptHunk, TextHunk } from './edit-layout.ts';
import { sectionProblem, valueProblem } from './edit-rules.ts';
import type { EditValue } from './edit-rules.ts';
import { effectOf, inverseOf, unexpectedChange } from './edit-effect.ts';
import { parseIniDocument } from './ini-document.ts';
import type { IniDocument } from './ini-document.ts';
import { layOut } from './lay-out-edits.ts';
import { holdsSecret } from './secret-keys.ts';
import { identifyPlainHeader, identifySection, plainHeader, sectionKey } from './section-names.ts';
import type { AwsFileKind, SectionIdentity } from './section-names.ts';

/** Sets and removes keys of one section, which is created at the end of the file if there is none. */
export interface SetEdit {
  /** The plain spelling: `default`, `profile NAME`, `sso-session NAME`; in the credentials file the bare name. */
  readonly section: string;
  readonly set: Readonly<Record<string, EditValue>>;
}

/** Removes a section, whichever way its header is spelt. */
export interface RemoveEdit {
  readonly section: string;
  readonly remove: true;
}

/** Gives a section another name where it stands; keys, comments and what follows the header stay. */
export interface RenameEdit {
  readonly section: string;
  /** The plain spelling of the new name, of the same type; no section may have it yet. */
  readonly rename: string;
}

/** Takes a change back byte for byte if the places it touched still look as it left them; else does `otherwise`. */
export interface RestoreEdit {
  readonly restore: readonly KeptHunk[];
  /** All sections that it may touch. */
  readonly sections: readonly string[];
  readonly otherwise: readonly SectionEdit[];
}

export type SectionEdit = SetEdit | RemoveEdit | RenameEdit;
export type Edit = SectionEdit | RestoreEdit;

/** What a plan makes of one text. */
export interface PlannedEdit {
  readonly text: string;
  readonly changed: boolean;
  /** Takes the change back. JSON, and never holds the value of a secret key (security.md §0.4). */
  readonly inverse: readonly Edit[];
  /** Plain spellings of the sections that the plan may touch. */
  readonly sections: readonly string[];
  readonly kind: AwsFileKind;
}

/** What one section shall be, after all edits of a plan on it. */
export interface SectionChange {
  readonly identity: SectionIdentity;
  /** The section that is there goes, with all its keys. */
  remove: boolean;
  /** What it is called afterwards; keys are set under the old name. */
  rename: SectionIdentity | null;
  readonly set: Map<string, EditValue>;
}

/** Exact undo keeps up to this many characters of a file; larger changes are taken back by their edits alone. */
const LARGEST_EXACT_UNDO = 1024 * 1024;

/**
 * Plans edits of one text (protocol/aws.md §10): lines are changed in place, everything else keeps every byte, and only
 * what all readers read alike is written. The result is read again and compared with what was meant before it is given.
 * Errors: `config.file-broken` (`line`, `reason`) if a strict reader rejects the text or the edit cannot be made safely;
 * `input.value-invalid` (`name`), `input.profile-name-invalid`, `input.session-name-invalid` (`name`).
 */
export function planEdits(
  text: string,
  edits: readonly Edit[],
  kind: AwsFileKind = 'config',
): Result<PlannedEdit> {
  const only = edits.length === 1 ? edits[0] : undefined;
  if (only !== undefined && 'restore' in only) {
    const restored = restore(text, only, kind);
    if (restored !== null) return ok(restored);
  }
  const changes = foldEdits(sectionEditsOf(edits), kind);
  if (!changes.ok) return changes;
  const before = parseIniDocument(text);
  if (!before.ok) return before;

  const layout = new LineEdits(before.value);
  const problem = layOut(before.value, changes.value, layout, kind);
  if (problem !== null) return err(problem);
  const { text: planned, hunks } = layout.render();
  const after = parseIniDocument(planned);
  if (!after.ok) return err(unsafeAt(before.value, changes.value, kind));
  const expected = effectOf(before.value, changes.value, kind);
  if (unexpectedChange(expected, after.value, kind)) return err(unsafeAt(before.value, changes.value, kind));
  return ok(outcome(text, planned, hunks, before.value, after.value, changes.value, kind));
}

/** The plain spellings of the sections that edits name. */
export function editedSections(edits: readonly Edit[]): string[] {
  return [
    ...new Set(
      edits.flatMap((edit) => {
        if ('restore' in edit) return edit.sections;
        return 'rename' in edit ? [edit.section, edit.rename] : [edit.section];
      }),
    ),
  ];
}

function sectionEditsOf(edits: readonly Edit[]): SectionEdit[] {
  return edits.flatMap((edit) => ('restore' in edit ? edit.otherwise : [edit]));
}

function outcome(
  text: string,
  planned: string,
  hunks: readonly TextHunk[],
  before: IniDocument,
  after: IniDocument,
  changes: readonly SectionChange[],
  kind: AwsFileKind,
): PlannedEdit {
  const sections = changes.flatMap(({ identity, rename }) =>
    [identity, ...(rename === null ? [] : [rename])].map((one) => plainHeader(one, kind)),
  );
  if (planned === text) return { text, changed: false, inverse: [], sections, kind };
  const otherwise = inverseOf(before, after, changes, kind);
  const size = hunks.reduce((sum, hunk) => sum + hunk.was.length, 0);
  const keepable =
    size <= LARGEST_EXACT_UNDO && !hunks.some((hunk) => holdsSecret(hunk.now) || holdsSecret(hunk.was));
  return {
    text: planned,
    changed: true,
    inverse: keepable ? [{ restore: keptHunks(hunks), sections, otherwise }] : otherwise,
    sections,
    kind,
  };
}

/** Puts the edits of each section together and checks them. */
function foldEdits(edits: readonly SectionEdit[], kind: AwsFileKind): Result<SectionChange[]> {
  const changes = new Map<string, SectionChange>();
  for (const edit of edits) {
    const identity = identifyPlainHeader(edit.section, kind);
    const problem = sectionProblem(identity, false);
    if (problem !== null) return err(problem);
    const key = sectionKey(identity);
    const change = changes.get(key) ?? {
      identity,
      remove: false,
      rename: null,
      set: new Map<string, EditValue>(),
    };
    changes.set(key, change);
    if ('rename' in edit) {
      const rename = identifyPlainHeader(edit.rename, kind);
      const wrong = sectionProblem(rename, true);
      if (wrong !== null) return err(wrong);
      if (rename.type !== identity.type) return err(appError('input.value-invalid', { name: 'section' }));
      change.rename = sectionKey(rename) === key ? null : rename;
      continue;
    }
    if ('remove' in edit) {
      change.remove = true;
      change.set.clear();
      continue;
    }
    for (const [name, value] of Object.entries(edit.set)) {
      const wrong = valueProblem(name, value);
      if (wrong !== null) return err(wrong);
      change.set.set(name, value);
    }
  }
  return ok([...changes.values()]);
}

/** Null where the text no longer looks as the change left it, or more than its sections would change. */
function restore(text: string, edit: RestoreEdit, kind: AwsFileKind): PlannedEdit | null {
  const hunks = findHunks(text, edit.restore);
  if (hunks === null) return null;
  const restored = revertHunks(text, hunks);
  const before = parseIniDocument(text);
  const after = parseIniDocument(restored);
  if (!before.ok || !after.ok) return null;
  const changes = editedSections([edit]).map((section) => {
    return {
      identity: identifyPlainHeader(section, kind),
      remove: false,
      rename: null,
      set: new Map<string, EditValue>(),
    };
  });
  const own = new Set(changes.map((change) => sectionKey(change.identity)));
  if (unexpectedChange(effectOf(before.value, [], kind), after.value, kind, own)) return null;
  return outcome(text, restored, reverseHunks(hunks), before.value, after.value, changes, kind);
}

function unsafeAt(document: IniDocument, changes: readonly SectionChange[], kind: AwsFileKind): AppError {
  const keys = new Set(changes.map((change) => sectionKey(change.identity)));
  const section = document.sections.find((candidate) => {
    const identity = identifySection(candidate.name, kind);
    return identity !== null && keys.has(sectionKey(identity));
  });
  return appError('config.file-broken', { line: (section?.first ?? 0) + 1, reason: 'layout-unsafe' });
}
