/** Words of opening the console, in the window. */
export const consoleWords = {
  open: 'Open console',
  openOf: 'Open console of {{name}}',
  choose: 'Open console at…',
  menu: 'Pages of the console',
  other: 'Another service, region or page…',
  of: '{{account}} · {{role}}',
  opened: 'Opened the console of {{name}} in your browser.',
  copied: 'Copied the link to the console of {{name}}. Its session opens no browser.',
  copiedSecret:
    'Copied the link to the console of {{name}}. Whoever has it is signed in, for 15 minutes: keep it to yourself.',
  title: 'Open console of {{name}}',
  service: 'Service',
  serviceHint:
    'A name or its short form, like ec2, cfn or logs. Leave it empty for the console’s front page.',
  services: 'Services',
  region: 'Region',
  regionHint: 'Leave it empty for the one that the console chooses.',
  page: 'Or the address of a page',
  pageHint: 'Copied from the console, or a path like /ec2/home#Instances:',
  browser: 'Open in',
  browserHint: 'Another browser profile or a private window keeps this console apart from the others.',
  browserUsual: 'What the session uses',
  browserProfile: '{{browser}} as {{profile}}',
  browserPrivate: '{{browser}}, private window',
  several:
    'To keep several consoles open side by side, turn on multi-session support in the account menu of the console. Every console then opens beside the others.',
} as const;
