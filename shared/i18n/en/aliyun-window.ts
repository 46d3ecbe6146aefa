/** Words of the window about Alibaba Cloud: its wizard, its sign-in, its profiles. The vendor's Chinese terms stand beside the English ones. */
export const aliyunWindow = {
  cloud: 'Alibaba Cloud',
  cloudMark: 'Alibaba',
  renew: 'Renew now',
  renewed: 'Renewed {{name}}.',
  facts: {
    kind: 'Alibaba Cloud, {{kind}}',
    profile: 'Its profile is {{profile}}.',
  },
  doorSentence: 'Sign in as a RAM user or role, through CloudSSO, or with STS credentials you were given.',
  ways: {
    label: 'How you sign in',
    oauth: 'Sign in with the browser (OAuth)',
    oauthHint:
      'Signs in the RAM user or role (RAM 用户、RAM 角色) that your browser is signed in as. Latchkey renews it by itself.',
    'cloud-sso': 'CloudSSO (云 SSO)',
    'cloud-ssoHint': 'Several accounts and access configurations (访问配置) through one sign-in URL.',
    'sts-token': 'Paste STS credentials',
    'sts-tokenHint':
      'An AccessKey pair with a security token that somebody or something gave you. Nothing renews it.',
  },
  kinds: {
    oauth: 'OAuth',
    'cloud-sso': 'CloudSSO',
    'sts-token': 'STS credentials',
  },
  add: {
    nameHint: 'What the session is called here and on the command line.',
    nameHintKeys:
      'What the session is called here, and its profile in ~/.aliyun/config.json. A profile of that name is overwritten, as “aliyun configure set” does.',
    site: 'Site',
    sites: {
      CN: 'China site (中国站)',
      INTL: 'International site (国际站)',
    },
    siteHints: {
      CN: 'You sign in at aliyun.com.',
      INTL: 'You sign in at alibabacloud.com.',
    },
    siteHint:
      'The two sites have separate users: an account of one is unknown at the other. Regions of either can be used from both.',
    region: 'Region',
    regionHint: 'Where commands go by default. Alibaba Cloud’s tools do not work without one.',
    profileName: 'Profile',
    profileNameHint:
      'The one profile in ~/.aliyun/config.json that holds this sign-in. Left empty, it is called like the session.',
    activeIdentity:
      'The identity that is active in the browser is the one that signs in, a role you have switched to (切换身份) included.',
    firstTime: 'The first sign-in of an account needs its RAM administrator.',
    signInUrl: 'Sign-in URL',
    signInUrlHint:
      'It stands in the CloudSSO console under Overview (概览), and your administrator has it. It ends in alibabacloudsso.com/start/login or similar.',
    expires: 'Valid until',
    expiresHint: 'Optional. Shown as a countdown; leave it empty if you do not know.',
  },
  practice: {
    cloud: 'Which cloud',
    aws: 'AWS IAM Identity Center',
    aliyun: 'Alibaba Cloud',
    lead: 'A stand-in for the sign-in pages of Alibaba Cloud on this machine. It writes to a home of its own and leaves your ~/.aliyun alone.',
    way: 'How you sign in',
    oauth: 'OAuth',
    'cloud-sso': 'CloudSSO',
  },
  keys: {
    how: 'Credentials',
    ways: { text: 'As text', fields: 'One by one', clipboard: 'From clipboard' },
    parts: {
      'access-key-id': 'AccessKey ID',
      'access-key-secret': 'AccessKey secret',
      'security-token': 'security token',
    },
    textLabel: 'Pasted text',
    textHint:
      'Export lines of any shell, the JSON of AssumeRole, or an “aliyun configure set” command. Nothing of it is run.',
    textPlaceholder: 'export ALIBABA_CLOUD_ACCESS_KEY_ID=…',
    accessKeyId: 'AccessKey ID',
    accessKeySecret: 'AccessKey secret',
    securityToken: 'Security token (STS Token)',
    clipboard: 'Latchkey reads the clipboard itself; nothing of it comes into this window.',
    look: 'Look at the clipboard',
    again: 'What you pasted was cleared. Paste it once more.',
    found: 'Found {{keyId}} with secret and security token.',
    foundUntil: 'Found {{keyId}} with secret and security token, valid until {{time}}.',
    foundRegion: 'Their region is {{region}}.',
    missing: 'Give AccessKey ID, secret and security token first.',
    written:
      'They go straight to Latchkey’s main process and into one profile of ~/.aliyun/config.json. This window keeps nothing of them.',
    replaceTitle: 'New credentials for {{name}}',
    replaceLead:
      'They take the place of the ones that the profile {{profile}} holds now, without asking again.',
    replace: 'Use these credentials',
    replaced: '{{name}} has new credentials.',
    replaceItem: 'Paste new credentials…',
    pasteNew: 'Paste new credentials',
    renewing: 'Tired of pasting? A profile in mode RamRoleArn or EcsRamRole fetches new ones by itself.',
  },
  signIn: {
    browserDetail: 'A page of Alibaba Cloud has opened there. Choose the RAM user or role to sign in as.',
    approvalDetail:
      'Allow the application official-cli in the browser. It is Alibaba Cloud’s own, and the one that Latchkey signs in with.',
    identity: 'Identity',
    identityDetail: 'Asking Alibaba Cloud who has signed in.',
    before: 'Who will sign in',
    beforeDetail:
      'The identity that is active in the browser: your RAM user, or the role you have switched to (切换身份). To sign in as another, switch there first, or copy the link into a private window.',
    paste: 'Browser on another machine?',
    pasteHint:
      'After you have allowed access there, that browser cannot open the page it is sent to. Copy its whole address and paste it here.',
    pasteLabel: 'Address it was sent to',
    pasteAction: 'Continue with this address',
    limit: 'After five minutes this sign-in ends by itself.',
    nobody: 'Did the page say that you are not assigned?',
    nobodyDetail:
      'Alibaba Cloud then sends nobody back, so all Latchkey sees is that nothing comes. An administrator has to assign the application official-cli to you.',
    who: 'Signed in as',
    account: 'Account',
    arn: 'ARN',
    type: 'Type',
    types: {
      user: 'RAM user',
      role: 'RAM role',
      root: 'Root account',
      unknown: 'Unknown kind',
    },
    roleNote: 'This is a role. If you meant your user, switch back in the browser and sign in again.',
  },
  administrators: {
    title: 'For administrators of Alibaba Cloud',
    lead: 'OAuth sign-in goes through official-cli, an application of Alibaba Cloud’s own that each account installs once. Latchkey asks for nothing beyond it.',
    site: 'Site',
    steps: {
      consent: 'Install official-cli, once for the account',
      consentText:
        'A RAM administrator, that is a RAM user with AliyunRAMFullAccess and not the root account (主账号), signs in with Latchkey once and consents. Or, in the RAM console: Integrations, OAuth Applications, Third-party Applications (第三方应用), provision the official application Official CLI.',
      assign: 'Assign it to people',
      assignText:
        'Open official-cli and its assignments. RAM users (RAM 用户) and RAM roles (RAM 角色) can be assigned; user groups (用户组) cannot, not even their members through them.',
      use: 'Let them sign in',
      useText: 'Whoever is assigned signs in from now on without an administrator.',
    },
    troubles: 'If it does not work',
    unassigned: '“This account does not allow the identity to use the app”, and nothing comes back',
    unassignedText:
      'The RAM user or role is not assigned. Whoever has switched roles needs the role assigned.',
    unauthorized: '“Unauthorized call”',
    unauthorizedText:
      'Somebody without AliyunRAMFullAccess was the first to sign in. A RAM administrator has to consent first.',
    deleted: 'It worked until official-cli was deleted',
    deletedText:
      'Deleting the application ends every sign-in made with it. Consent again, and assign everybody again: nothing of the assignments comes back.',
    root: 'The root account',
    rootText: 'The vendor asks not to consent as the root account. Use a RAM user.',
    openInstall: 'Open applications',
    openAssign: 'Open assignments',
    copyInstall: 'Copy link to applications',
    copyAssign: 'Copy link to assignments',
    show: 'For administrators',
    item: 'For administrators…',
  },
  identity: {
    heading: 'Identity',
    signedOut: 'Sign in to {{name}} to see who you are.',
    noKeys: '{{name}} has no credentials. Paste new ones.',
    doubtful: 'waits for your answer',
    unnamed: { oauth: 'asking who it is…', 'sts-token': 'pasted credentials' },
    unknown: 'end not known',
    unknownFull:
      'Nobody said how long these credentials are valid. Alibaba Cloud ends them when their time is over.',
    copied: 'Copied {{name}} for {{format}}. Good until {{time}}.',
    copiedUnknown: 'Copied {{name}} for {{format}}. Nobody said until when they are good.',
    more: 'More for {{name}}',
    copyAccount: 'Copy account id',
    copyArn: 'Copy ARN',
    copiedText: 'Copied {{text}}.',
  },
  profile: {
    title: 'Save profile for {{name}}',
    nameHint: 'What you give to --profile or ALIBABA_CLOUD_PROFILE.',
    language: 'Language',
    languageOfSystem: 'as the system',
    practice: 'Written to the practice cloud’s own home. Your own ~/.aliyun is not touched.',
    languages: { en: 'English', zh: 'Chinese (中文)' },
    delivery: 'Delivery',
    deliveries: { native: 'native', static: 'static keys' },
    nativeHints: {
      oauth:
        'Mode OAuth: the sign-in itself, with its tokens. The CLI and the SDKs renew it too. One profile only can hold it.',
      'cloud-sso':
        'Mode CloudSSO: the sign-in’s token with account and access configuration. The CLI fetches credentials by itself until the sign-in ends.',
    },
    staticHint:
      'Mode StsToken: short-lived keys, kept fresh while Latchkey runs. For tools that read nothing else, such as Terraform’s OSS backend.',
    current: 'Make it the current profile',
    currentHint: 'What the aliyun command uses where no profile is named.',
    cloudFilter: 'Cloud',
    all: 'All',
    aws: 'AWS',
    aliyun: 'Alibaba Cloud',
    currentMark: 'current',
    makeCurrentItem: 'Make current…',
    currentTitle: 'Make {{name}} the current profile?',
    currentText: 'The aliyun command and the SDKs use it where no profile is named. No profile changes.',
    makeCurrent: 'Make current',
    renameText:
      'Profiles that take their credentials from it follow. Scripts and variables such as ALIBABA_CLOUD_PROFILE do not.',
    madeCurrent: '{{name}} is now the current profile.',
  },
  repair: {
    item: 'Repair…',
    title: 'Repair the file?',
    text: 'No tool of Alibaba Cloud can read it as it stands. A backup is kept beside it; then it becomes what is shown here.',
    action: 'Repair',
    done: 'Repaired {{file}}.',
  },
} as const;
