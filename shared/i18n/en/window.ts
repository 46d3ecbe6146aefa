/** Words of the window. */
export const window = {} as const;
