/** Longer names would stretch a menu over the screen. */
const longestName = 48;

/** Controls, and characters that turn the direction of text or do not show: a name could hide what it says. */
const unshown = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cs}]+/gu;

/** A name that came from outside, fit for a menu label. */
export function nameForLabel(name: string): string {
  const shown = name.replace(unshown, ' ').replace(/\s+/g, ' ').trim();
  const letters = Array.from(shown);
  return letters.length > longestName ? `${letters.slice(0, longestName - 1).join('')}…` : shown;
}

/** In native menus one `&` marks the access key and is not shown; two are shown as one. */
export function menuLabel(text: string): string {
  return text.replaceAll('&', '&&');
}
