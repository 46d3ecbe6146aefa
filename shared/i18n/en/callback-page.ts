/** Words of the page that the browser shows when it comes back from a sign-in. */
export const callbackPage = {
  title: 'Back to Latchkey',
  body: 'This tab can be closed. Latchkey shows how the sign-in went.',
} as const;
