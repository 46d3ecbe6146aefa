import type { TimeStyle } from '../../shared/time/absolute-time.ts';

/** Times as people of this machine read them. The zone is asked for when a time is first shown: it takes 15 ms or more. */
export function systemTimeStyle(locale: string): TimeStyle {
  let zone: string | null = null;
  return {
    locale,
    get timeZone() {
      zone ??= new Intl.DateTimeFormat().resolvedOptions().timeZone;
      return zone;
    },
  };
}
