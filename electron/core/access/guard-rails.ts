import { appError } from '../../../shared/model/app-error.ts';
import type { ProductionCredentials } from '../../../shared/model/app-state.ts';
import type { RoleRef } from '../../../shared/model/catalog.ts';
import type { ProfileInput } from '../../../shared/model/profile.ts';
import { err, ok, type Result } from '../../../shared/model/result.ts';
import type { TagRule } from '../../../shared/model/tag.ts';
import { compileTags, isProduction, type TagsOf } from '../../../shared/tags/tags.ts';
import type { AppStore } from '../app-store.ts';
import type { CatalogService } from '../catalog/catalog-service.ts';
import type { CallContext } from '../intents.ts';
import type { Cancel } from '../ports.ts';

/** What is asked about of a profile of either cloud. */
export type SavedKeys = Pick<ProfileInput, 'delivery' | 'sessionId' | 'accountId' | 'roleName'>;

/** Guard rails for the roles that a tag marks as production (product.md §8). They are for people's slips, not for tools. */
export interface GuardRails {
  /**
   * Whether what a person asked for may go on: yes if the role is not production, or the person has confirmed. Errors:
   * `guard.confirmation-needed`.
   */
  check(role: RoleRef, context: CallContext): Promise<Result<void>>;
  /** The same for a profile whose keys would stand in a file. Errors: `guard.confirmation-needed`. */
  checkSave(input: SavedKeys, context: CallContext): Promise<Result<void>>;
  /** Keeps in the state which production credentials that Latchkey handed out still live. */
  watch(): Cancel;
}

export function createGuardRails({
  store,
  catalog,
}: {
  readonly store: AppStore;
  readonly catalog: CatalogService;
}): GuardRails {
  let rules: readonly TagRule[] = [];
  let tagsOf: TagsOf = compileTags(rules);

  async function production(role: RoleRef): Promise<{ readonly accountName: string | null } | null> {
    const current = store.current().preferences.tagRules;
    if (current !== rules) {
      rules = current;
      tagsOf = compileTags(current);
    }
    if (current.length === 0) {
      return null;
    }
    // A rule may go by the name of the account, which a start has not read from disk yet.
    const known = await catalog.known(role.sessionId);
    const account = known.account(role.accountId) ?? {
      accountId: role.accountId,
      accountName: null,
      emailAddress: null,
    };
    return isProduction(tagsOf(account)(role.roleName)) ? { accountName: account.accountName } : null;
  }

  async function live(): Promise<readonly ProductionCredentials[]> {
    const found = await Promise.all(
      store.current().credentials.map(async (view): Promise<readonly ProductionCredentials[]> => {
        const { sessionId, accountId, roleName, expiresAt } = view;
        const role = await production(view);
        return role === null
          ? []
          : [{ sessionId, accountId, roleName, accountName: role.accountName, expiresAt }];
      }),
    );
    return found.flat();
  }

  async function check(role: RoleRef, context: CallContext): Promise<Result<void>> {
    if (context.confirmed === true) {
      return ok(undefined);
    }
    const found = await production(role);
    return found === null
      ? ok(undefined)
      : err(
          appError('guard.confirmation-needed', {
            account: found.accountName ?? role.accountId,
            role: role.roleName,
          }),
        );
  }

  return {
    check,

    async checkSave({ delivery, sessionId, accountId, roleName }, context) {
      return delivery === 'static' && accountId !== null && roleName !== null
        ? check({ sessionId, accountId, roleName }, context)
        : ok(undefined);
    },

    watch() {
      let seen: readonly unknown[] = [];
      return store.subscribe(({ credentials, preferences, catalogs }) => {
        const generations = credentials.map(({ sessionId }) => catalogs[sessionId]?.generation);
        const now = [credentials, preferences.tagRules, ...generations];
        if (now.length === seen.length && now.every((part, place) => part === seen[place])) {
          return;
        }
        seen = now;
        void live().then((production) => {
          // The newest look wins: an older one that took longer says nothing any more.
          if (seen === now && (production.length > 0 || store.current().production.length > 0)) {
            store.update(() => ({ production }));
          }
        });
      });
    },
  };
}
