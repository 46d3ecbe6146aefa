/** Signing in, in the form of `errors.ts`. */
export const signInErrors = {
  required: {
    message: 'You are not signed in.',
    named: 'You are not signed in to {{session}}.',
    hint: 'Nothing was done. Sign in, then try again.',
  },
  denied: {
    message: 'The request was denied on the sign-in page.',
    hint: 'No token was issued and nothing was written. Sign in again and choose Allow.',
  },
  cancelled: {
    message: 'The sign-in was cancelled.',
    hint: 'No token was issued and nothing was written. Sign in again whenever you like.',
  },
  replaced: {
    message: 'A newer sign-in to this session took over.',
    hint: 'Nothing was written by this one. Finish the newer one in the browser.',
  },
  'timed-out': {
    message: 'Nobody finished the sign-in in the browser in time.',
    hint: 'No token was issued and nothing was written. Sign in again; the page then has a fresh link.',
  },
  'code-expired': {
    message: 'The code ran out before it was used.',
    hint: 'No token was issued and nothing was written. Sign in again for a fresh code.',
  },
  rejected: {
    message: 'IAM Identity Center did not accept the sign-in.',
    hint: 'No token was issued and nothing was written. Sign in again; if it repeats, check start URL and region.',
  },
  'registration-rejected': {
    message: 'IAM Identity Center did not let Latchkey register as an application.',
    hint: 'Nothing was written. Check start URL, region and scopes; an administrator may have restricted registration.',
  },
  'registration-expired': {
    message: 'IAM Identity Center no longer knows Latchkey’s registration.',
    named: 'IAM Identity Center no longer knows the registration that Latchkey used for {{session}}.',
    hint: 'The registration was thrown away; your profiles are as they were. Sign in again: Latchkey registers anew.',
  },
  'client-unauthorized': {
    message: 'Latchkey’s registration may not be used for this way to sign in.',
    named: 'The registration that Latchkey used for {{session}} may not be used for this way to sign in.',
    hint: 'The registration was thrown away; your profiles are as they were. Sign in again: Latchkey registers for the way you choose.',
  },
  'redirect-rejected': {
    message: 'IAM Identity Center did not accept this computer as the place to return to.',
    hint: 'Nothing was registered or written. Sign in with a device code instead, which does not return here.',
  },
  'flow-unsupported': {
    message: 'IAM Identity Center does not offer this way to sign in.',
    hint: 'Nothing was written. Sign in the other way: with the browser, or with a device code.',
  },
  'scope-rejected': {
    message: 'IAM Identity Center did not accept the registration scopes.',
    named: 'IAM Identity Center did not accept the registration scopes of {{session}}.',
    hint: 'Nothing was written. Change the scopes of the session; sso:account:access alone is right for almost everybody.',
  },
  'request-rejected': {
    message: 'IAM Identity Center did not understand the request for a token.',
    hint: 'No token was issued and what you had is as it was. Sign in again; if it repeats, check the region of the session.',
  },
  'encryption-key': {
    message: 'IAM Identity Center cannot use the encryption key of your organisation.',
    named: 'IAM Identity Center cannot use the encryption key of your organisation for {{session}}.',
    hint: 'No token was issued and what you had is as it was. Signing in again does not help: tell your administrator.',
    reasons: {
      KMS_AccessDeniedException: 'It may not use the key.',
      KMS_NotFoundException: 'The key does not exist.',
      KMS_InvalidKeyUsageException: 'The key is not made for this.',
      KMS_InvalidStateException: 'The key is in a state in which it cannot be used.',
      KMS_DisabledException: 'The key is disabled.',
    },
  },
  'portal-ended': {
    message: 'Your sign-in at the access portal has ended.',
    named: 'Your sign-in of {{session}} at the access portal has ended.',
    hint: 'Profiles are as they were, and credentials that are already out stay valid until they expire. Sign in again.',
  },
  'token-rejected': {
    message: 'The saved sign-in can no longer be renewed.',
    named: 'The saved sign-in of {{session}} can no longer be renewed.',
    hint: 'Another program may have renewed it without saving it. Your profiles are as they were. Sign in again.',
  },
  'renewal-refused': {
    message: 'IAM Identity Center refused to renew the sign-in.',
    named: 'IAM Identity Center refused to renew the sign-in of {{session}}.',
    hint: 'Your profiles are as they were. Sign in again; if that is refused too, ask your administrator.',
  },
  throttled: {
    message: 'IAM Identity Center asks for fewer requests at the moment.',
    hint: 'No token was issued and what you had is as it was. Wait a minute, then try again.',
  },
  'wrong-region': {
    message: 'Start URL and region of the session do not fit.',
    named: 'The portal of this session is in {{detected}}, not in {{region}}.',
    hint: 'No token was issued and nothing was written. Set the region that the portal shows under “Access keys” for the session, then sign in again.',
  },
  'sign-out-first': {
    message: 'The session is signed in, and its token belongs to the old address.',
    named: '{{session}} is signed in, and its token belongs to the old address.',
    hint: 'Nothing was changed. Sign out first, then change start URL or region.',
  },
  'portal-not-found': {
    message: 'The start URL does not lead to an access portal.',
    named: '{{host}} does not lead to an access portal of AWS.',
    hint: 'No token was sent and nothing was written. Use the address that AWS gave your organisation, or ask your administrator.',
    reasons: {
      'no-redirect': 'It does not redirect anywhere.',
      'not-https': 'It redirects to an address that is not https.',
      'not-aws': 'It redirects to a host that is not one of AWS.',
      status: 'It answers with an error.',
    },
  },
  'ports-busy': {
    message: 'All five ports for the sign-in, 12345 to 12349, are in use.',
    hint: 'The browser was not opened. Another sign-in, of the Alibaba Cloud CLI for instance, may be waiting: finish or end it, then try again.',
  },
  'keys-needed': {
    message: 'This session has no keys at the moment.',
    named: 'The session {{session}} has no keys at the moment.',
    hint: 'Nothing was done. Paste keys with a security token: in the window, or with `latchkey session add sts-token NAME --from-stdin`.',
  },
  'not-renewable': {
    message: 'Nothing can renew this sign-in.',
    named: 'Nothing can renew the sign-in of {{session}}.',
    hint: 'It was left as it is, and is good until it ends. After that, sign in again or paste new keys.',
  },
  'nobody-returned': {
    message: 'The sign-in page did not send anybody back within five minutes.',
    hint: 'No token was issued and nothing was written. If the page said that the application is not assigned to you, an administrator must assign official-cli to your RAM user or role; user groups cannot be assigned.',
  },
  'port-unavailable': {
    message: 'No local port could be opened for the browser to return to.',
    hint: 'The browser was not opened. Sign in with a device code instead, which needs no port, or check that nothing blocks 127.0.0.1.',
  },
  'browser-unavailable': {
    message: 'No browser could be opened.',
    hint: 'The sign-in is still waiting. Copy the link and open it in a browser yourself.',
  },
} as const;
