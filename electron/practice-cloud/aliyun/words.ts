/** What the practice pages of Alibaba Cloud say. They play a vendor's site, so they speak English only. */
export const aliyunWords = {
  brand: 'Practice Alibaba Cloud',
  signIn: {
    title: 'Sign in to Alibaba Cloud',
    lead: 'Choose who you want to be. There is no password. Whoever this browser is, a switched role included, is who signs in.',
    account: 'account',
  },
  consent: {
    title: 'Allow official-cli?',
    lead: 'official-cli, by Alibaba Cloud, asks for access as',
    rights: 'If you allow it, the application can:',
    openId: 'See who you are (openid)',
    usersts: 'Get STS credentials as you (/internal/ram/usersts)',
    started: 'Allow this only if you have just started a sign-in yourself.',
    allow: 'Allow',
    deny: 'Deny',
    other: 'Be somebody else',
  },
  administrator: {
    title: 'Provision official-cli',
    lead: 'Nobody in this account has used official-cli before. As an administrator you can let it in, for everybody it is assigned to.',
    allow: 'Provision and go on',
  },
  unauthorized: {
    title: 'Unauthorized call',
    text: 'official-cli has not been let into this account. A RAM administrator, not the root account, must sign in with it first.',
  },
  notAssigned: {
    title: 'This application is not assigned to you',
    text: 'The account does not allow this identity to use official-cli. Ask an administrator to assign it to your RAM user or role; user groups cannot be assigned.',
  },
  device: {
    title: 'Sign in to CloudSSO',
    lead: 'Compare this code with the one on your device.',
    code: 'Code that your device shows',
    next: 'Continue',
    unknown: 'That code is not known, or has expired.',
    allow: 'Allow',
    deny: 'Deny',
    allowedTitle: 'Allowed',
    allowed: 'You can close this page and return to the application.',
    deniedTitle: 'Denied',
    denied: 'The application gets no access. You can close this page.',
  },
  problem: {
    title: 'That did not work',
    gone: 'This sign-in was answered already, or waited too long. Start it again in the application.',
    forged: 'This form did not come from this site.',
    client: 'The application is not known at this site.',
    redirect: 'The redirect URI is not one of official-cli’s.',
    request: 'The request is not complete.',
  },
} as const;
