/** Files of the vendors' tools, in the form of `errors.ts`. */
export const configErrors = {
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
} as const;
