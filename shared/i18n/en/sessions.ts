/** Words of the form that adds a session, and of the sheets that change one. */
export const sessions = {
  options: {
    more: 'More options',
    form: 'How profiles name it',
    'sso-session': 'sso-session (recommended)',
    ssoSessionHint: 'A section of its own. Every tool renews the sign-in by itself.',
    legacy: 'Legacy',
    legacyHint:
      'Start URL and region in each profile, for old tools. No tool renews such a sign-in; Latchkey does while it runs, if the portal allows it.',
    flow: 'How you sign in',
    pkce: 'In the browser of this machine',
    pkceHint: 'The browser comes back to Latchkey by itself.',
    device: 'With a device code',
    deviceHint:
      'For a browser elsewhere: over SSH, in WSL or a container, or where no local port can be opened.',
    scopes: 'Registration scopes',
    scopesHint: 'Separated by commas. Leave it empty for sso:account:access.',
    scopesHintLegacy:
      'Separated by commas. Left empty, a device code gives a sign-in of up to 8 hours that nothing renews, as with the AWS CLI.',
    endpoints: 'Endpoints',
    fips: 'FIPS endpoints',
    dualStack: 'Dual-stack endpoints (IPv6)',
    environmentHint:
      'Set before by AWS_USE_FIPS_ENDPOINT and AWS_USE_DUALSTACK_ENDPOINT where Latchkey has them.',
  },
  regionFromUrl: 'Taken from the start URL.',
  regionFromPortal: 'May be left out: the address is asked where its portal is.',
  ownDomain:
    'This is an address of your own domain. Latchkey asks it at each sign-in where its access portal is, and follows one redirect to AWS.',
  allowHost: 'Allow {{host}}',
  edit: {
    item: 'Settings…',
    title: 'Settings of {{name}}',
    save: 'Save',
    signOutAndSave: 'Sign out and save',
    signsOut: 'Saving this signs you out.',
    signsOutHint:
      'The token belongs to the old address. It is given up there and removed here; sign in again afterwards.',
    nextSignIn: 'Scopes and flow count from the next sign-in on.',
    duration: 'A sign-in lasts',
    durationHint:
      'As your administrator has set it, like 8h, 12h or 7d; 8 hours unless changed. Latchkey tells by it when you will be needed.',
    durationWrong: 'Give it like 8h, 90m or 7d.',
    saved: 'Changed {{name}}.',
    practice: 'Address and endpoints of a practice session are given by the practice cloud.',
  },
  section: {
    item: 'Write to config file…',
    title: 'Write {{name}} to the config file',
    text: 'This writes the section of the session and no profile, as “aws configure sso-session” does. Profiles of any tool can then name it.',
    action: 'Write section',
    done: 'Wrote the section of {{name}}.',
  },
  facts: {
    legacy: 'Legacy: no tool but Latchkey renews it.',
    portal: 'Leads to {{portal}}.',
    inMemory: 'This sign-in is kept in memory until Latchkey quits. Save a profile to keep it beyond that.',
    endpoints: 'Endpoints of its own: {{hosts}}.',
    fips: 'FIPS endpoints',
    dualStack: 'dual-stack endpoints',
    variant: 'Uses {{variant}}.',
    both: 'FIPS and dual-stack endpoints',
  },
  wrongRegion: {
    use: 'Use {{region}} and sign in',
  },
} as const;
