/**
 * Whether a text matches a pattern, in any case of letters. With `*` (any run) or `?` (any one character) in it the pattern
 * is for the whole text; without, it may stand anywhere inside. Takes at most length × length steps, whatever is typed.
 */
export function matchesPattern(pattern: string, text: string): boolean {
  const wanted = pattern.toLowerCase();
  const given = text.toLowerCase();
  return /[*?]/.test(wanted) ? matchesGlob(wanted, given) : given.includes(wanted);
}

function matchesGlob(pattern: string, text: string): boolean {
  let at = 0;
  let place = 0;
  /** After the last star, and where in the text its run ends for now. */
  let afterStar = -1;
  let runEnd = 0;
  while (place < text.length) {
    const wanted = pattern[at];
    if (wanted === '*') {
      afterStar = at + 1;
      runEnd = place;
      at += 1;
    } else if (wanted === '?' || (wanted !== undefined && wanted === text[place])) {
      at += 1;
      place += 1;
    } else if (afterStar >= 0) {
      runEnd += 1;
      place = runEnd;
      at = afterStar;
    } else {
      return false;
    }
  }
  return /^\**$/.test(pattern.slice(at));
}
