/** Words of the page that the browser shows when it comes back from a sign-in. */
export const callbackPage = {
  title: 'Signed in to Latchkey',
  body: 'You can close this page. Latchkey goes on in the tray.',
} as const;
