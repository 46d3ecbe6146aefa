import { aliyunErrors } from './errors-aliyun.ts';
import { configErrors } from './errors-config.ts';
import { inputErrors } from './errors-input.ts';
import { signInErrors } from './errors-sign-in.ts';

/**
 * Per error code (the dot in a code is a level here): `message` says what happened, `hint` what was left untouched and
 * the next step. Both stand without parameters. `named` is the fuller message, used when every parameter it names is
 * known; see `../error-text.ts`.
 */
export const errors = {
  input: inputErrors,
  config: configErrors,
  'sign-in': signInErrors,
  aliyun: aliyunErrors,
  identity: {
    changed: {
      message: 'Somebody else than last time is signed in.',
      named: '{{session}} is signed in as {{now}}; last time it was {{was}}.',
      hint: 'Nothing was copied or written. Confirm it in the window or with `latchkey session accept-identity`, or sign out and sign in as the other.',
    },
    'not-asked': {
      message: 'There is no question about who is signed in.',
      named: 'There is no question about who is signed in to {{session}}.',
      hint: 'Nothing was changed.',
    },
  },
  portal: {
    unauthorized: {
      message: 'The portal no longer accepts the sign-in of this session.',
      hint: 'Saved profiles are as they were. Sign in again.',
    },
    forbidden: {
      message: 'You no longer have access to that account and role.',
      hint: 'Your sign-in is still good. Refresh the list, or ask your administrator for access.',
    },
    'not-found': {
      message: 'The portal does not know that account or role.',
      hint: 'Your sign-in is still good. Refresh the list to see what you may use now.',
    },
    throttled: {
      message: 'The portal asks for fewer requests at the moment.',
      hint: 'What was listed so far is kept. Wait a minute, then try again.',
    },
    'invalid-request': {
      message: 'The portal did not accept the request.',
      hint: 'Nothing was changed. Check the region of the session, then try again.',
    },
  },
  paste: {
    'not-callback': {
      message: 'That is not the address this sign-in is waiting for.',
      hint: 'The sign-in goes on. Copy the whole address from the browser’s address bar after you have allowed access; it begins with http://127.0.0.1.',
    },
    'other-sign-in': {
      message: 'That address belongs to another sign-in.',
      hint: 'This sign-in goes on. Open its own link, allow access there, and paste the address you are sent to.',
    },
    'too-large': {
      message: 'The pasted text is longer than 64 kB.',
      hint: 'Nothing was kept of it. Paste the lines with the credentials only.',
    },
    unsafe: {
      message: 'The pasted text holds something that a shell would run.',
      hint: 'Nothing was run and nothing was kept of it. Paste plain values, without $(…), backticks, semicolons or pipes.',
    },
    'not-recognised': {
      message: 'There are no credentials in the pasted text.',
      hint: 'Nothing was kept of it. Export lines of any shell, the JSON of AssumeRole and an `aliyun configure set` command are understood.',
    },
    incomplete: {
      message: 'Something is missing in the pasted credentials.',
      named: 'Missing in the pasted credentials: {{missing}}.',
      hint: 'Nothing was kept of them. Access key ID, access key secret and security token belong together. Where a profile leaves one out, tools take it from ALIBABA_CLOUD_ACCESS_KEY_ID, ALIBABA_CLOUD_ACCESS_KEY_SECRET and ALIBABA_CLOUD_SECURITY_TOKEN of their environment.',
    },
  },
  credentials: {
    'keys-ended': {
      message: 'The pasted keys have expired.',
      named: 'The pasted keys of {{session}} have expired.',
      hint: 'They were left in the profile; calls with them fail with InvalidSecurityToken.Expired. Paste new ones, or use a profile in a mode that renews by itself: RamRoleArn with keys of your own, or EcsRamRole on a server of Alibaba Cloud.',
    },
    expired: {
      message: 'The security token of these credentials has expired.',
      hint: 'Nothing was changed. Alibaba Cloud calls this InvalidSecurityToken.Expired; sign in again, or paste new credentials.',
    },
    rejected: {
      message: 'Alibaba Cloud does not know these credentials.',
      hint: 'Nothing was changed. Check that access key ID, secret and security token belong together and are complete.',
    },
  },
  server: {
    failed: {
      message: 'The service had a failure of its own.',
      named: 'The service had a failure of its own (status {{status}}).',
      hint: 'Nothing was changed here. Try again in a minute.',
    },
    malformed: {
      message: 'The service gave an answer that could not be read.',
      hint: 'Nothing was changed here. A proxy or a captive portal may be in between; check the connection, then try again.',
    },
  },
  network: {
    unreachable: {
      message: 'The service could not be reached.',
      named: '{{host}} could not be reached.',
      hint: 'Nothing was changed. Check the network and the proxy, then try again.',
    },
    'timed-out': {
      message: 'The service did not answer in time.',
      named: '{{host}} did not answer in time.',
      hint: 'Nothing was changed. Check the network, then try again.',
    },
    tls: {
      message: 'The connection was not trusted.',
      named: 'The connection to {{host}} was not trusted.',
      hint: 'Nothing was sent. If your company inspects traffic, point AWS_CA_BUNDLE, or the setting “Certificates”, to a PEM file with its authority.',
    },
    'proxy-failed': {
      message: 'The proxy did not let the connection through.',
      named: 'The proxy {{proxy}} did not let the connection to {{host}} through.',
      hint: 'Nothing was sent. Check the proxy in Settings, in HTTPS_PROXY or in the system, or exempt the host in NO_PROXY.',
      reasons: {
        unreachable: 'The proxy itself could not be reached.',
        password: 'It asks for a name and password, or did not accept the ones it was given.',
        refused: 'It refused to connect to that host.',
        'not-trusted': 'Its own certificate was not trusted.',
        malformed: 'Its address cannot be read.',
      },
    },
    'ca-bundle': {
      message: 'The file of certificates that AWS_CA_BUNDLE or Settings names cannot be used.',
      named: 'The file of certificates {{file}} cannot be used.',
      hint: 'Nothing was sent. It must exist and hold certificates in PEM format; correct AWS_CA_BUNDLE or the setting.',
    },
    'too-large': {
      message: 'The answer of the service was larger than allowed.',
      hint: 'It was thrown away and nothing was changed. Try again; if it repeats, something in between may be altering answers.',
    },
    redirected: {
      message: 'The service answered with a redirect, which is never followed.',
      hint: 'Nothing was sent further. A captive portal may want you to log in to the network first.',
    },
    'origin-refused': {
      message: 'The address is not one that this session may talk to.',
      named: '{{host}} is not an address that this session may talk to.',
      hint: 'No token was sent. If the start URL has changed, add a session for the new one.',
    },
  },
  guard: {
    'confirmation-needed': {
      message: 'This role is tagged as production.',
      named: '{{account}} · {{role}} is tagged as production.',
      hint: 'Nothing was copied or opened. Confirm that you mean it; on the command line with --yes.',
    },
  },
  practice: {
    unavailable: {
      message: 'The practice cloud could not be started.',
      hint: 'Your own files were not touched. Quit and start Latchkey again, then try again.',
    },
  },
  runtime: {
    'practice-only': {
      message: 'This build runs on a substitute Electron, for practice sessions only.',
      hint: 'Nothing was sent. Start Latchkey with the official Electron to use a real session.',
    },
  },
  keychain: {
    locked: {
      message: 'The keychain is locked.',
      hint: 'Nothing was changed, and what is in it is still there. Unlock it, then try again.',
    },
    failed: {
      message: 'The keychain did not take or give what was asked of it.',
      hint: 'Nothing else was changed. Look at its state in Settings, then try again.',
    },
  },
  clipboard: {
    unavailable: {
      message: 'The clipboard could not be written.',
      hint: 'Nothing was copied and what was on it is still there. Try again.',
    },
  },
  console: {
    'page-refused': {
      message: 'That is not a page of this console.',
      named: 'That is not a page of the console at {{host}}.',
      hint: 'Nothing was opened. Copy the address of the page from the console, or name a service.',
    },
    'service-unknown': {
      message: 'There is no service of that name.',
      named: '“{{service}}” is not the name of a service here.',
      hint: 'Nothing was opened. Use a short name like ec2, s3 or logs, or give the address of the page.',
    },
    'region-elsewhere': {
      message: 'That region is not in the same part of AWS as the session.',
      named: '{{region}} is not in the same part of AWS as the session.',
      hint: 'Nothing was opened. Choose a region of the session’s own partition, or leave it out.',
    },
    'no-address': {
      message: 'The console of this session has no address that Latchkey knows.',
      hint: 'Nothing was opened. Open the access portal in your browser and choose the account there.',
    },
    'profile-without-role': {
      message: 'The profile does not name an account and role of a session here.',
      named: 'The profile {{name}} does not name an account and role of a session here.',
      hint: 'Nothing was opened. Choose a profile that Latchkey wrote, or add its session first.',
    },
    'sign-in-refused': {
      message: 'The console did not take the credentials of the role.',
      hint: 'Nothing was opened; your sign-in is still good. Try again, or open the access portal in your browser.',
    },
  },
  browser: {
    'url-refused': {
      message: 'That link does not lead to a sign-in page of the vendor.',
      named: 'The link to {{host}} does not lead to a sign-in page of the vendor.',
      hint: 'It was not opened. Check the start URL of the session.',
    },
    missing: {
      message: 'The browser chosen for this session is not on this machine.',
      named: 'The browser “{{browser}}” is not on this machine.',
      hint: 'Nothing was opened. Open the link in your default browser, or choose another with “Sign in with…”.',
    },
    'no-private-window': {
      message: 'That browser cannot be told to open a private window.',
      named: '{{browser}} cannot be told to open a private window.',
      hint: 'Nothing was saved. Choose it without a private window, or another browser.',
    },
    'profile-unknown': {
      message: 'That browser has no profile of that name.',
      named: '{{browser}} has no profile “{{profile}}”.',
      hint: 'Nothing was saved. Choose one of the profiles that it has.',
    },
  },
  app: {
    busy: {
      message: 'Latchkey is still busy with the same thing.',
      hint: 'That goes on undisturbed. Wait a moment, then try again.',
    },
    cancelled: {
      message: 'That was cancelled.',
      hint: 'Nothing was changed. Start it again whenever you like.',
    },
    internal: {
      message: 'Something in Latchkey went wrong.',
      hint: 'Your files are as they were. Try again; if it repeats, quit and start Latchkey again.',
    },
    'no-command': {
      message: 'The latchkey command is not where profiles could name it.',
      named: 'The latchkey command is not at {{path}}, where profiles could name it.',
      hint: 'Nothing was changed. If something else lies there, move it away; then quit and start Latchkey again.',
    },
  },
} as const;
