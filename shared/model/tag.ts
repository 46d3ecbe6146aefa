/** The set that tags are coloured from; the tokens of the window have each for light and dark. */
export const tagColours = ['red', 'orange', 'yellow', 'green', 'teal', 'blue', 'violet', 'grey'] as const;
export type TagColour = (typeof tagColours)[number];

/** What a rule looks at. */
export const tagFields = ['any', 'accountName', 'accountId', 'role', 'email'] as const;
export type TagField = (typeof tagFields)[number];

/** What a role is marked with. */
export interface Tag {
  readonly name: string;
  readonly colour: TagColour;
  /** Its roles ask before credentials are copied or a console is opened (guard rails). */
  readonly production: boolean;
}

/** Gives a tag to every role whose account or name matches. */
export interface TagRule extends Tag {
  readonly field: TagField;
  /** See `matchesPattern`. */
  readonly pattern: string;
}
