import { aliyunErrors } from './errors-aliyun.ts';

/**
 * Per error code (the dot in a code is a level here): `message` says what happened, `hint` what was left untouched and
 * the next step. Both stand without parameters. `named` is the fuller message, used when every parameter it names is
 * known; see `../error-text.ts`.
 */
export const errors = {
  input: {
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
  },
  config: {
    'file-broken': {
      message: 'A config file has a line that strict readers reject.',
      named: 'Line {{line}} of {{file}} is one that strict readers reject.',
      hint: 'The file was not touched. Correct that line in an editor, then try again.',
      reasons: {
        bom: 'It begins with a byte order mark.',
        'key-before-section': 'It has a key before the first section.',
        'unclosed-header': 'Its section header has no closing bracket.',
        'empty-header': 'Its section header is empty.',
        'duplicate-section': 'It begins a section that is there already.',
        'duplicate-key': 'It repeats a key of its section.',
        'line-without-equals': 'It is neither a section nor a key with a value.',
        'line-without-key': 'It has a value without a key.',
        'nested-line-without-equals': 'It is indented below a key but has no value of its own.',
        'same-section-twice': 'It writes a section a second time that readers take for the same.',
        'layout-unsafe': 'What stands around it could change its meaning in an edit.',
        'json-empty': 'There is nothing in it, which the Alibaba Cloud CLI does not take for a file.',
        'json-bom': 'It begins with a byte order mark.',
        'json-unexpected':
          'Something stands there that JSON does not have, such as a comment or a trailing comma.',
        'json-ended': 'The file ends there in the middle of a value.',
        'json-after-value': 'Something follows after the end of the JSON.',
        'json-string': 'A text there has a character or an escape that JSON does not have.',
        'json-too-deep': 'Its values are nested too deeply.',
        'wrong-type': 'A value there is of another type than the Alibaba Cloud CLI reads.',
        'current-unknown':
          'The current profile it names is not among its profiles, so no command of the Alibaba Cloud CLI works.',
      },
    },
    'not-utf8': {
      message: 'The AWS config file is not plain UTF-8 text.',
      named: '{{file}} is not plain UTF-8 text.',
      hint: 'The file was not touched. Save it as UTF-8 without a byte order mark, then try again.',
    },
    'too-large': {
      message: 'The AWS config file is too large to edit safely.',
      named: '{{file}} is too large to edit safely.',
      hint: 'The file was not touched. Up to 16 MB can be edited; move profiles you do not need elsewhere.',
    },
    'made-private': {
      message: 'The file with the keys can be read by others on this machine now.',
      hint: 'With this change it becomes readable by you alone (mode 0600).',
    },
    large: {
      message: 'The AWS config file is unusually large.',
      named: '{{file}} is unusually large.',
      hint: 'It can be changed all the same; every tool that reads it takes longer.',
    },
    'changed-on-disk': {
      message: 'Another program changed the file in the meantime.',
      named: 'Another program changed {{file}} in the meantime.',
      hint: 'Its change was kept and nothing of ours was written. Look at the new preview, then save again.',
    },
    'read-only': {
      message: 'The file or its folder cannot be written.',
      named: '{{file}} or its folder cannot be written.',
      hint: 'Nothing was changed. Give yourself write permission for it, then try again.',
    },
    'unsafe-target': {
      message: 'The file is not one that can be replaced safely.',
      named: '{{file}} is not a file that can be replaced safely.',
      hint: 'Nothing was changed. It must be an ordinary file of your own, or a link to one, in a folder that only you can write.',
      reasons: {
        'not-a-file': 'It is not an ordinary file.',
        'not-a-directory': 'Part of its path is not a folder.',
        owner: 'It belongs to somebody else.',
        'hard-link': 'It has a second name on the disk that would go on with the old content.',
        'link-loop': 'It is a link that leads back to itself.',
        'dangling-link': 'It is a link to something that is not there.',
        'directory-owner': 'Its folder belongs to somebody else.',
        'directory-writable': 'Others may write in its folder.',
      },
    },
    'disk-full': {
      message: 'The disk is full.',
      named: 'The disk is full; {{file}} could not be written.',
      hint: 'The file is as it was before. Make room, then try again.',
    },
    'write-failed': {
      message: 'The file could not be written.',
      named: '{{file}} could not be written.',
      hint: 'It is as it was before. Check the disk and the folder’s permissions, then try again.',
    },
    'read-failed': {
      message: 'The file could not be read.',
      named: '{{file}} could not be read.',
      hint: 'Nothing was changed. Check its permissions, then try again.',
    },
    'foreign-section': {
      message: 'That entry was not written by Latchkey.',
      named: '“{{section}}” was not written by Latchkey.',
      hint: 'It was left as it is. Choose another name, or change it in an editor.',
    },
    'foreign-default': {
      message: 'The default profile was not written by Latchkey.',
      hint: 'Confirm to have the keys of the sign-in replaced; its other keys stay, and undo brings back what was there.',
    },
    'default-holds-keys': {
      message: 'The default profile of the config file holds access keys.',
      hint: 'It was left as it is, because removed keys could not be brought back. Move them to a profile of their own, then try again.',
    },
    'undo-changed': {
      message: 'The file has been changed by another program since.',
      named: '{{file}} has been changed by another program since.',
      hint: 'Nothing was taken back yet. Look at what would change now, then confirm.',
    },
    'profile-in-use': {
      message: 'Other profiles get their credentials from this one.',
      named: 'These profiles get their credentials from {{name}}: {{users}}.',
      hint: 'They are left as they are and will no longer work. Confirm to go on all the same.',
    },
    'session-in-use': {
      message: 'Profiles that Latchkey did not write use this session.',
      named: 'These profiles, which Latchkey did not write, use the session {{session}}: {{users}}.',
      hint: 'They and the section they name stay as they are, but need `aws sso login` of their own. Confirm to go on all the same.',
    },
    'nothing-to-undo': {
      message: 'There is nothing to undo.',
      hint: 'No file was touched.',
    },
    'session-section-missing': {
      message: 'The profile names an sso-session section that is not in the file.',
      named: 'The profile names the section [sso-session {{session}}], which is not in the file.',
      hint: 'Tools cannot use this profile. Save it again from the Roles view, or add the section.',
    },
    'session-section-incomplete': {
      message: 'The sso-session section of the profile lacks its start URL or region.',
      named: 'The section [sso-session {{session}}] lacks its start URL or region.',
      hint: 'Tools cannot use this profile. Complete the section in the file.',
    },
    'session-not-there': {
      message: 'The AWS config file has no sign-in of that name.',
      named: 'The AWS config file has no sign-in named “{{name}}”.',
      hint: 'Nothing was changed. `latchkey session adopt` lists what is there.',
    },
    'session-differs': {
      message: 'The AWS config file says something else of this session than Latchkey.',
      named: 'The AWS config file now has {{startUrl}} in {{region}} for the session “{{session}}”.',
      hint: 'Other tools follow the file, Latchkey stays where it was. Take over what the file says, or correct the file.',
    },
    'session-gone': {
      message: 'The section of this session is no longer in the AWS config file.',
      named: 'The section of the session “{{session}}” is no longer in the AWS config file.',
      hint: 'Latchkey still works with it, other tools do not. Save a profile of it to write the section again, or remove the session.',
    },
    'not-sso-profile': {
      message: 'That profile does not sign in through IAM Identity Center.',
      named: 'The profile “{{name}}” does not sign in through IAM Identity Center.',
      hint: 'It was left as it is. Change it in an editor.',
    },
    'session-section-differs': {
      message: 'The sso-session section of that name leads to another portal or region.',
      named:
        'The section [sso-session {{session}}] of the file leads to another portal or region than your session.',
      hint: 'It was left as it is. Give your session another name, or correct the section in an editor.',
    },
    'legacy-incomplete': {
      message: 'The profile has a start URL but no sso_region.',
      hint: 'Tools cannot use this profile. Add the region of the portal, or save the profile again.',
    },
    'role-incomplete': {
      message: 'The profile has an account without a role, or a role without an account.',
      named: 'The profile lacks {{key}}.',
      hint: 'Tools cannot use this profile. Add what is missing, or remove the other too.',
    },
    'source-profile-missing': {
      message: 'The profile whose credentials it uses is not in the files.',
      named: 'The profile {{source}}, whose credentials it uses, is not in the files.',
      hint: 'Tools cannot use this profile. Choose another source profile, or add that one.',
    },
    'bearer-only': {
      message: 'The profile holds a sign-in and no role.',
      hint: 'Tools that ask for a bearer token can use it; `aws` and the SDKs get no credentials from it. Add an account and a role if they should.',
    },
    'mixed-static-keys': {
      message: 'The profile has access keys besides the sign-in.',
      hint: 'The AWS CLI and the Java SDK sign in, the JavaScript and Go SDKs use the keys. Give the keys a profile of their own.',
    },
    'mixed-process': {
      message: 'The profile has a credential_process besides the sign-in.',
      hint: 'The JavaScript SDK runs the process, the other tools sign in. Remove one of the two.',
    },
    'mixed-role-alone': {
      message: 'The profile assumes a role and signs in, but names no source profile.',
      hint: 'The AWS CLI fails, the JavaScript SDK ignores the role, the Go SDK assumes it. Move role_arn to a profile of its own with source_profile.',
    },
    'mixed-role-chain': {
      message: 'The profile signs in and also assumes a role with another profile’s credentials.',
      hint: 'The AWS CLI, the JavaScript and the Go SDK assume the role, the Java SDK signs in. Remove one of the two.',
    },
    'mixed-login-session': {
      message: 'The profile has a login_session of `aws login` besides the sign-in.',
      hint: 'Tools use the sign-in. Remove login_session if it is no longer wanted.',
    },
    'mixed-session-differs': {
      message: 'The profile and its sso-session section say different things.',
      named: 'The profile and [sso-session {{session}}] have different values of {{key}}.',
      hint: 'The AWS CLI and the Go SDK refuse the profile, the JavaScript SDK takes the section’s value. Remove the key from one of the two.',
    },
    'mixed-defaults': {
      message: 'A [DEFAULT] section adds its keys to this profile.',
      named: 'The section [DEFAULT] adds its keys to this profile: {{keys}}.',
      hint: 'Only the AWS CLI and Python read it so. Rename it to [default] if the default profile is meant.',
    },
    'mixed-key-case': {
      message: 'The profile has a key with capital letters.',
      named: 'The profile has a key with capital letters: {{key}}.',
      hint: 'The JavaScript SDK does not see it, the other tools do. Write it in small letters.',
    },
    'mixed-header': {
      message: 'The section of the profile is spelt in a way that not all tools read.',
      named: 'The section [{{section}}] is spelt in a way that not all tools read.',
      hint: 'The AWS CLI finds the profile; the JavaScript, Go or Java SDK may not. Write it with one space and without quotes.',
    },
    'mixed-default-twice': {
      message: 'The default profile is there twice, as [default] and as [profile default].',
      hint: 'The AWS CLI takes the later one, most SDKs [profile default]. Keep one of the two.',
    },
    'mixed-profile-twice': {
      message: 'The profile is there twice, in two spellings.',
      named: 'The profile {{name}} is there twice, in two spellings.',
      hint: 'The AWS CLI takes the later one, other tools may take the other. Keep one of the two.',
    },
    'foreign-keys': {
      message: 'The credentials file has keys of that name already.',
      named: 'The credentials file has a section [{{name}}] that Latchkey did not write.',
      hint: 'Nothing was written. Choose another name, or remove that section yourself first.',
    },
    'static-keys-replaced': {
      message: 'The keys of this profile are no longer those that Latchkey wrote.',
      named: 'The keys in [{{name}}] are no longer those that Latchkey wrote.',
      hint: 'They were left as they are and are not renewed. To have fresh keys there again, remove that section from the credentials file, then save the profile again.',
    },
    'default-static': {
      message: 'A profile with keys cannot be copied into the default profile.',
      named:
        '{{name}} has its keys in the credentials file, where the default profile would need keys of its own.',
      hint: 'Nothing was written. Save the role once more as a static profile with the name default.',
    },
    'shadowed-by-credentials': {
      message: 'The credentials file has a profile of the same name.',
      named: 'The credentials file has a profile named “{{name}}” too.',
      hint: 'Some tools would take its keys instead of this profile. It was left as it is; choose another name, or remove it there.',
    },
  },
  'sign-in': {
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
  },
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
  },
} as const;
