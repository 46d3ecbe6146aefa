import { useDeferredValue, useMemo, useRef, useState } from 'react';
import type { SessionId } from '../../../shared/model/session.ts';
import { emptyCatalog } from '../../../shared/search/catalog-index.ts';
import { search } from '../../../shared/search/search.ts';
import { useAppState, useCatalogs, useTranslate } from '../../state/services.tsx';
import { AccessCards } from '../access/access-card.tsx';
import { FoundCard } from '../found/found-card.tsx';
import { IdentityQuestions } from '../identity/identity-questions.tsx';
import { SessionStrip } from '../sessions/session-strip.tsx';
import { browseItems, matchingIdentities, resultItems, type RoleItem } from './list-items.ts';
import { ListingProgress } from './listing-progress.tsx';
import { NoMatch, SessionWithoutRoles } from './roles-empty.tsx';
import { RolesList, type RolesListHandle } from './roles-list.tsx';
import { useIdentities } from './use-identities.ts';
import { useCopyIdentity } from './use-copy-identity.ts';
import { useSteadyFavourites, useSteadyRecents } from './use-steady-roles.ts';
import { useTags } from './use-tags.ts';
import { SearchField } from './search-field.tsx';
import { useCopyCredentials } from './use-copy-credentials.ts';
import styles from './roles-view.module.css';

/** Every account and role of every session, with search, clocks and what can be done. */
export function RolesView() {
  const t = useTranslate();
  const sessionIds = useAppState((state) => state.sessions.map(({ record }) => record.id));
  const [chosen, setChosen] = useState<SessionId | null>(null);
  const only = chosen !== null && sessionIds.includes(chosen) ? chosen : null;
  const [query, setQuery] = useState('');
  const [folds, setFolds] = useState<ReadonlyMap<string, boolean>>(new Map());
  const [held, setHeld] = useState(false);
  const copying = useCopyCredentials();
  const list = useRef<RolesListHandle>(null);
  const viewElement = useRef<HTMLDivElement>(null);

  const shownIds = useMemo(() => (only === null ? sessionIds : [only]), [only, sessionIds]);
  const all = useCatalogs();
  const catalogs = useMemo(() => shownIds.map((id) => all.get(id) ?? emptyCatalog(id)), [all, shownIds]);
  const recents = useSteadyRecents(held);
  const favourites = useSteadyFavourites(held);
  const identities = useIdentities(only);
  const copyingIdentity = useCopyIdentity();
  const tags = useTags(catalogs);
  const { tagsOf } = tags;

  const wanted = useDeferredValue(query);
  const searching = wanted.trim() !== '';
  const items = useMemo(() => {
    const listed = catalogs.filter((catalog) => catalog.accounts.length > 0);
    return searching
      ? resultItems(search(listed, wanted, recents, tagsOf), matchingIdentities(identities, wanted))
      : browseItems({ identities, catalogs: listed, favourites, recents, folds });
  }, [catalogs, favourites, folds, identities, recents, searching, tagsOf, wanted]);

  const nothingListed = identities.length === 0 && catalogs.every((catalog) => catalog.accounts.length === 0);
  const nothingFound = searching && items.length === 1;
  const soleId = shownIds.length === 1 ? (shownIds[0] ?? null) : null;

  const copyFirst = () => {
    // Enter may come before the list has caught up with the last letter.
    const hits = query === wanted ? items : resultItems(search(catalogs, query, recents, tagsOf));
    const best = hits.find((item): item is RoleItem => item.kind === 'role');
    if (best !== undefined) copying.copy(best.role, best.accountName);
  };

  return (
    <div ref={viewElement} className={styles['view']}>
      <h1 className="visually-hidden">{t('window.nav.roles')}</h1>
      <SearchField
        value={query}
        onChange={setQuery}
        onDown={() => list.current?.focusFirst()}
        onEnter={copyFirst}
      />
      <SessionStrip only={only} onOnly={setChosen} offeredBelow={nothingListed ? soleId : null} />
      <IdentityQuestions />
      <FoundCard />
      <AccessCards only={only} />
      <ListingProgress only={only} />
      {nothingListed && soleId !== null && <SessionWithoutRoles sessionId={soleId} />}
      {nothingListed && soleId === null && <SessionWithoutRoles sessionId={null} />}
      {!nothingListed && nothingFound && <NoMatch onClear={() => setQuery('')} />}
      {!nothingListed && !nothingFound && (
        <RolesList
          ref={list}
          items={items}
          tags={tags}
          scrollKey={`${only ?? ''}/${wanted}`}
          copying={copying}
          copyingIdentity={copyingIdentity}
          onFold={(key, expanded) => {
            setFolds((before) => new Map(before).set(key, expanded));
          }}
          onLeaveUpwards={() => {
            viewElement.current?.querySelector<HTMLInputElement>('[role=search] input')?.focus();
          }}
          onHeld={setHeld}
        />
      )}
      <p role="status" className="visually-hidden">
        {searching ? t('window.roles.results', { count: Math.max(0, items.length - 1) }) : ''}
      </p>
    </div>
  );
}
