/**
 * Per error code: what happened (`message`), what was left untouched and the next step (`hint`). The dot in a code is a
 * level here.
 */
export const errors = {} as const;
