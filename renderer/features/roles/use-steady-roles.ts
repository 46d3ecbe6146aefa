import { useState } from 'react';
import type { FavouriteRole, RecentRole } from '../../../shared/model/app-state.ts';
import { isSameRole } from '../../../shared/search/search.ts';
import { useAppState } from '../../state/services.tsx';

/** Recent roles, not re-ordered while somebody is at the list: copying one must not move the others away. */
export function useSteadyRecents(held: boolean): readonly RecentRole[] {
  const newest = useAppState((state) => state.recents);
  const [shown, setShown] = useState(newest);
  if (!held && shown !== newest) setShown(newest);
  return held ? shown : newest;
}

/**
 * Roles with a star. While somebody is at the list a new one joins at the end, and one that has lost its star keeps its
 * place: a row must not go from under the pointer.
 */
export function useSteadyFavourites(held: boolean): readonly FavouriteRole[] {
  const newest = useAppState((state) => state.favourites);
  const [shown, setShown] = useState(newest);
  const added = newest.filter((role) => !shown.some((one) => isSameRole(one, role)));
  if (!held && shown !== newest) setShown(newest);
  else if (held && added.length > 0) setShown([...shown, ...added]);
  return held ? [...shown, ...added] : newest;
}
