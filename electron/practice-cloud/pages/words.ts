/** Everything the practice pages say. They play a vendor's site, so they speak English only. */
export const words = {
  brand: 'Practice access portal',
  notice:
    'This is the practice cloud on your own computer. Nothing here is real and nothing leaves this machine.',
  signIn: {
    title: 'Sign in',
    lead: 'Choose who you want to be. Any name works, and there is no password.',
    user: 'User name',
    hint: '2 to 64 letters, digits or any of . _ - + = , @',
    badUser: 'That is not a user name: enter 2 to 64 letters, digits or any of . _ - + = , @',
    submit: 'Sign in',
    sampleUser: 'sam.practice@example.com',
  },
  consent: {
    title: 'Allow access?',
    asks: 'asks for access to your data as',
    scopes: 'If you allow it, the application can:',
    code: 'The code on your device is',
    compare: 'Deny the request if you see another code there, or did not start this yourself.',
    started: 'Allow this only if you have just started a sign-in in this application.',
    other: 'Use another user',
    allow: 'Allow',
    deny: 'Deny',
  },
  scopes: {
    'sso:account:access': 'See your accounts and roles and get credentials for them',
  } as Readonly<Record<string, string>>,
  device: {
    title: 'Confirm your device',
    lead: 'Enter the code that the application shows.',
    compare: 'Does the application show exactly this code? Go on only if you started the sign-in yourself.',
    code: 'Code',
    hint: 'Eight letters, like ABCD-EFGH',
    unknown: 'There is no such code, or it has expired. Check it, or start again in the application.',
    submit: 'Confirm and continue',
    allowedTitle: 'Request allowed',
    allowed: 'You can close this page and go back to the application.',
    deniedTitle: 'Request denied',
    denied: 'The application gets no access. You can close this page.',
  },
  home: {
    title: 'Your accounts',
    signedOut: 'Nobody is signed in here. Start a sign-in in the application.',
    signedInAs: 'Signed in as',
    count: 'Accounts:',
    account: 'Account',
    accountId: 'Account ID',
    email: 'E-mail address',
    noConsole: 'There is no console behind practice accounts; a real portal would open it from here.',
    signOut: 'End this session',
    signOutHint:
      'Applications are not told: their next request finds out, as with a real portal. Credentials they hold stay valid until they expire.',
    more: 'Only the first accounts are shown.',
  },
  problem: {
    title: 'This did not work',
    unknownClient:
      'The application is not registered here, or its registration has expired. Start the sign-in again in the application.',
    redirectUri: 'The application gave an address to return to that it has not registered.',
    gone: 'This request was answered already or has expired. Start the sign-in again in the application.',
    forged:
      'This form did not come from this site, or is too old. Start the sign-in again in the application.',
    noPortal: 'There is no portal at this address.',
  },
} as const;
