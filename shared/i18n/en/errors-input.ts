/** What was typed, in the form of `errors.ts`. */
export const inputErrors = {
  usage: {
    message: 'That command is not understood.',
    named: 'That command is not understood: {{reason}}.',
    hint: 'Nothing was done. Run `latchkey --help` for the commands and their options.',
  },
  'session-name-invalid': {
    message: 'That session name cannot be written to the AWS config file.',
    named: 'The session name “{{name}}” cannot be written to the AWS config file.',
    hint: 'Nothing was saved. Use letters, digits, dots, dashes and underscores, without spaces or brackets.',
  },
  'session-name-taken': {
    message: 'There is a session of that name already.',
    named: 'There is a session named “{{name}}” already.',
    hint: 'It was left as it is. Choose another name: two sessions of one name would share one token.',
  },
  'session-unknown': {
    message: 'There is no session of that name.',
    named: 'There is no session named “{{name}}”.',
    hint: 'Nothing was done. `latchkey session list` shows the sessions there are.',
  },
  'region-missing': {
    message: 'The region is missing.',
    hint: 'Nothing was saved. Give the region of IAM Identity Center; the access portal shows it under “Access keys”.',
  },
  'region-invalid': {
    message: 'That is not the name of an AWS region.',
    named: '“{{region}}” is not the name of an AWS region.',
    hint: 'Nothing was saved. Region names have dashes and end in a number, like us-west-2.',
  },
  'region-mismatch': {
    message: 'The region does not fit the start URL.',
    named: 'The start URL is one of {{detected}}, not of {{region}}.',
    hint: 'Nothing was saved. Take the region of the start URL, or leave the region out.',
  },
  'partition-mismatch': {
    message: 'The region belongs to another AWS partition than the start URL.',
    named: 'The start URL belongs to the partition {{partition}}, and {{region}} is no region of it.',
    hint: 'Nothing was saved. The access portal shows the right region under “Access keys”.',
  },
  'start-url-invalid': {
    message: 'That is not a start URL or issuer URL.',
    hint: 'Nothing was saved. It looks like https://my-company.awsapps.com/start; your administrator or the access portal’s address bar has it.',
  },
  'start-url-not-https': {
    message: 'The start URL does not begin with https://.',
    hint: 'Nothing was saved, because a sign-in over plain http could be read on the way. Use the https:// address.',
  },
  'start-url-builder-id': {
    message: 'That is the start page of AWS Builder ID, which has no AWS accounts.',
    hint: 'Nothing was saved. Your organisation has a start URL of its own; your administrator or its access portal shows it.',
  },
  'start-url-taken': {
    message: 'Another legacy session has this very start URL.',
    named: 'The legacy session “{{session}}” has this very start URL.',
    hint: 'Nothing was saved, because both would share one token file. Leave out “legacy” to keep two sign-ins at one portal apart.',
  },
  'scopes-invalid': {
    message: 'The registration scopes are not valid.',
    hint: 'Nothing was saved. Separate scopes with commas, like sso:account:access, or leave the field empty.',
  },
  'scopes-without-accounts': {
    message: 'Without the scope sso:account:access the portal lists no accounts and gives no credentials.',
    hint: 'The scopes are kept as they are. Add sso:account:access to them unless you need nothing but a token.',
  },
  'endpoint-invalid': {
    message: 'An endpoint override is not a usable address.',
    named: 'The endpoint override {{variable}} is not a usable address.',
    hint: 'Nothing was sent. It must begin with https://, or with http:// and a loopback address, without user name or query.',
  },
  'endpoint-unconfirmed': {
    message: 'An endpoint override leads to a host that is not AWS’s own.',
    named: '{{variable}} leads to {{host}}, which is not a host of AWS.',
    hint: 'Nothing was saved or sent. Allow that host for the session if you know it, or unset the variable.',
  },
  'endpoint-variant-conflict': {
    message: 'FIPS or dual-stack endpoints and endpoints of your own exclude each other.',
    hint: 'Nothing was saved; AWS tools refuse the two together as well. Use the one or the other.',
  },
  'duration-invalid': {
    message: 'That is not how long a sign-in can last.',
    hint: 'Nothing was saved. IAM Identity Center allows 15 minutes to 90 days; give it like 8h, 12h or 7d.',
  },
  'legacy-has-no-section': {
    message: 'A legacy session has no section of its own in the config file.',
    named: '{{session}} is a legacy session, which has no section of its own in the config file.',
    hint: 'Nothing was written. Its start URL and region stand in each profile; save one of its roles as a profile.',
  },
  'practice-fixed': {
    message: 'The address of a practice session cannot be changed.',
    hint: 'Nothing was saved. Add another practice session instead.',
  },
  'proxy-invalid': {
    message: 'That is not the address of a proxy.',
    hint: 'Nothing was saved. It looks like http://proxy.example.com:8080; SOCKS proxies cannot be used.',
  },
  'proxy-password': {
    message: 'A proxy address with a name or password is not kept in the settings.',
    hint: 'Nothing was saved. Leave them out, or start Latchkey with HTTPS_PROXY in its environment.',
  },
  'no-proxy-invalid': {
    message: 'That is not a list of hosts.',
    hint: 'Nothing was saved. Separate names, addresses or networks with commas, like example.com, 10.0.0.0/8.',
  },
  'ca-bundle-invalid': {
    message: 'That file holds no certificates that can be read.',
    named: '{{file}} holds no certificates that can be read.',
    hint: 'Nothing was saved. Give the whole path of a file in PEM format.',
  },
  'profile-name-invalid': {
    message: 'That profile name cannot be written to the AWS config file.',
    named: 'The profile name “{{name}}” cannot be written to the AWS config file.',
    hint: 'The file was not touched. Use letters, digits, dots, dashes, underscores and @, without spaces or brackets.',
  },
  'profile-name-taken': {
    message: 'There is a profile of that name already, and it is not Latchkey’s.',
    named: 'There is a profile named “{{name}}” already, and it is not Latchkey’s.',
    hint: 'It was left as it is. Choose another name.',
  },
  'profile-exists': {
    message: 'There is a profile of that name already.',
    named: 'There is a profile named “{{name}}” already.',
    hint: 'Nothing was changed. Choose another name, or remove that profile first.',
  },
  'role-incomplete': {
    message: 'An account and a role go together.',
    hint: 'Nothing was saved. Give both, or neither for a profile that only holds the sign-in.',
  },
  'chain-invalid': {
    message: 'That chain of roles cannot work.',
    hint: 'Nothing was saved. It needs the ARN of a role and another profile as its source, one that does not lead back here, and no account and role of its own.',
  },
  'key-reserved': {
    message: 'That key decides where the credentials come from and cannot be set here.',
    named: 'The key “{{key}}” decides where the credentials come from and cannot be set here.',
    hint: 'Nothing was saved. Use the fields of the profile, or a profile of its own for it.',
  },
  'delivery-unavailable': {
    message: 'That session cannot deliver credentials this way.',
    named: 'The session {{session}} cannot deliver credentials as “{{delivery}}”.',
    hint: 'Nothing was saved. Leave the delivery out, or use a session of the other form: tools look for the token under another name.',
  },
  'profile-ambiguous': {
    message: 'Both AWS and Alibaba Cloud have a profile of that name.',
    named: 'Both AWS and Alibaba Cloud have a profile named “{{name}}”.',
    hint: 'Nothing was done. Say which one with --cloud aws or --cloud aliyun.',
  },
  'profile-without-role': {
    message: 'That profile has no account and role of a session here.',
    named: 'The profile “{{name}}” has no account and role of a session here.',
    hint: 'Nothing was handed out. Tools use such a profile by themselves; for credentials choose one with an account and a role.',
  },
  'profile-unknown': {
    message: 'There is no profile of that name.',
    named: 'There is no profile named “{{name}}”.',
    hint: 'Nothing was done. `latchkey profile list` shows the profiles there are.',
  },
  'account-invalid': {
    message: 'That is not an AWS account id.',
    named: '“{{account}}” is not an AWS account id.',
    hint: 'Nothing was done. An account id is 12 digits, like 111122223333.',
  },
  'role-unknown': {
    message: 'That account and role are not in the list of this session.',
    named: 'The role “{{role}}” is not in the list of this session.',
    hint: 'Nothing was done. Refresh the list; if it stays away, ask your administrator for access.',
  },
  'expiry-past': {
    message: 'The keys have expired already.',
    hint: 'Nothing was written. Alibaba Cloud would answer InvalidSecurityToken.Expired; get new ones, then paste them.',
  },
  'expiry-invalid': {
    message: 'That is not a time.',
    named: '“{{text}}” is not a time.',
    hint: 'Nothing was written. Give the end of the keys as in 2026-05-04T18:00:00Z, or how long they last as in 1h or 45m.',
  },
  'sign-in-url-invalid': {
    message: 'That is not the sign-in URL of a CloudSSO directory.',
    hint: 'Nothing was saved. Copy the address of the user portal; it looks like https://signin-cn-shanghai.alibabacloudsso.com/… and stands on the overview page of CloudSSO.',
  },
  'value-invalid': {
    message: 'One of the values is not valid.',
    named: 'The value of “{{name}}” is not valid.',
    hint: 'Nothing was saved. Correct it and try again.',
  },
  'key-not-here': {
    message: 'That key cannot be set to this in the window.',
    named: 'The key “{{key}}” cannot be set to this in the window.',
    hint: 'Nothing was saved. With it the AWS tools run a program, or send what they sign to another host: set it in the file yourself, or with `latchkey profile edit`.',
  },
  'path-not-aws': {
    message: 'That does not look like a file of the AWS tools.',
    named: '“{{path}}” does not look like a file of the AWS tools.',
    hint: 'Nothing was changed. Other programs may run what is in a file of that name or folder; choose one with “config”, “credentials” or “aws” in its name.',
  },
  'path-not-absolute': {
    message: 'That is not a whole path.',
    named: '“{{path}}” is not a whole path.',
    hint: 'Nothing was changed. Give a path from the root, or one that begins with ~/.',
  },
  'format-unknown': {
    message: 'That output format is not known.',
    named: 'The output format “{{format}}” is not known.',
    hint: 'Nothing was copied or printed. Use one of the formats that --help lists.',
  },
  'format-other-cloud': {
    message: 'That output format is one of the other cloud.',
    named: 'The output format “{{format}}” is one of the other cloud.',
    hint: 'Nothing was copied or printed. AWS has credentials-file and process, Alibaba Cloud external and credentials-uri; all others are for both.',
  },
  'aws-sessions-only': {
    message: 'That is there for sessions of AWS only.',
    named: 'That is there for sessions of AWS only, and “{{session}}” is one of Alibaba Cloud.',
    hint: 'No file was changed. Save a profile from the row of a role instead.',
  },
  'template-empty': {
    message: 'The template for profile names is empty.',
    hint: 'Nothing was changed. Use {account}, {accountName} and {role}, like {account}_{role}.',
  },
  'template-invalid': {
    message: 'The template for profile names has a placeholder that is not known.',
    named: 'The template for profile names has “{{part}}” in it, which is not a placeholder.',
    hint: 'Nothing was changed. Use {account}, {accountName} and {role}, like {account}_{role}.',
  },
  'too-many-profiles': {
    message: 'That would add a great many profiles.',
    named: 'That would add {{count}} profiles.',
    hint: 'Nothing has been written yet. Every aws command reads all of them each time; narrow them down with a search, or confirm that you want them all.',
  },
} as const;
