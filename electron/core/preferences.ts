import { checkNameTemplate } from '../../shared/credentials/profile-name-template.ts';
import { appError } from '../../shared/model/app-error.ts';
import type { Preferences } from '../../shared/model/preferences.ts';
import { err, ok, type Result } from '../../shared/model/result.ts';
import type { AppData } from './app-data.ts';
import type { AppStore } from './app-store.ts';
import type { Settings } from './ports.ts';

/** What the user has set: kept over restarts, and shown by the state. */
export function createPreferences({
  store,
  settings,
  onFilesMoved,
}: {
  readonly store: AppStore;
  readonly settings: Settings<AppData>;
  /** The user's files are other ones from now on. */
  readonly onFilesMoved: () => void;
}) {
  return {
    /**
     * All but the network, which is checked before it is set. Errors: `input.template-empty`, `input.template-invalid`,
     * `input.path-not-absolute`, `input.path-not-aws`; then nothing is changed.
     */
    change(values: Partial<Omit<Preferences, 'network'>>): Result<void> {
      const { profileNameTemplate } = values;
      if (profileNameTemplate !== undefined) {
        const checked = checkNameTemplate(profileNameTemplate);
        if (!checked.ok) {
          return checked;
        }
      }
      const { files } = values;
      const odd = [files?.config, files?.credentials].find((path) => path != null && !isWhole(path));
      if (odd != null) {
        return err(appError('input.path-not-absolute', { path: odd }));
      }
      const strange = [files?.config, files?.credentials].find((path) => path != null && !isAwsName(path));
      if (strange != null) {
        return err(appError('input.path-not-aws', { path: strange }));
      }
      const preferences = { ...settings.get('preferences'), ...values };
      settings.set('preferences', preferences);
      store.update(() => ({ preferences }));
      if (files !== undefined) {
        onFilesMoved();
      }
      return ok(undefined);
    },
  };
}

/** A path that means the same wherever it is read: from the root, a drive or the home folder. */
function isWhole(path: string): boolean {
  return /^(?:\/|~\/|[A-Za-z]:[\\/])/.test(path);
}

/** Endings by which a program is chosen that runs what is in the file. */
const runnable =
  /\.(?:bash|bat|cmd|com|csh|desktop|el|exe|fish|js|ksh|lnk|lua|[cm]js|nu|pl|plist|psm?1|pyw?|rb|reg|service|sh|tcsh|timer|vbs|vim|zsh)$/i;

/**
 * Whether a path could be that of a file of the AWS tools. Latchkey creates the file where there is none, and much of a home
 * folder is run or read by other programs for its name or place alone, e.g. `.bash_profile` or `conf.d`.
 */
function isAwsName(path: string): boolean {
  const [name = '', folder = ''] = path.split(/[\\/]/).reverse();
  return (
    !name.startsWith('.') &&
    /config|credentials|aws/i.test(name) &&
    !runnable.test(name) &&
    !/\.d$|^\.ssh$/i.test(folder)
  );
}
