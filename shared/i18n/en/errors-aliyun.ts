/** Errors of Alibaba Cloud's `config.json`, in the form of `errors.ts`. */
export const aliyunErrors = {
  'current-unknown': {
    message: 'The current profile is not among the profiles, so no command of the Alibaba Cloud CLI works.',
    named:
      '{{file}} names “{{current}}” as the current profile, which it does not have, so no command of the Alibaba Cloud CLI works.',
    hint: 'The file was not touched. Make one of its profiles current, here or with `latchkey profile default NAME --cloud aliyun`.',
  },
  'region-missing': {
    message: 'The profile has no region, so the Alibaba Cloud CLI refuses to use it.',
    hint: 'It was left as it is. Save the profile with a region, or run `aliyun configure set --region REGION` with its name.',
  },
  'region-invalid': {
    message: 'That is not the name of an Alibaba Cloud region.',
    named: '“{{region}}” is not the name of an Alibaba Cloud region.',
    hint: 'Nothing was written. Region names have letters, digits and dashes, like cn-hangzhou.',
  },
  'mode-missing': {
    message: 'The profile has no mode, so the tools have to guess how it signs in.',
    hint: 'It was left as it is. Set the mode with `aliyun configure`, or remove the profile.',
  },
  'mode-case': {
    message:
      'The mode of the profile is not spelt as the tools expect it, so none of them reads the profile.',
    named: 'The mode is spelt “{{mode}}”; the tools know it only as “{{right}}”.',
    hint: 'It was left as it is. Correct the spelling in an editor.',
  },
  'mode-unknown': {
    message: 'No tool knows the mode of the profile.',
    named: 'No tool knows the mode “{{mode}}”.',
    hint: 'It was left as it is. Set the mode with `aliyun configure`, or remove the profile.',
  },
  'field-missing': {
    message: 'The profile lacks something that its mode needs.',
    named: 'The profile lacks {{field}}, which the mode {{mode}} needs.',
    hint: 'It was left as it is. Sign in again or save the profile anew if it is one of Latchkey’s; else run `aliyun configure` with its name.',
  },
  'site-invalid': {
    message: 'The profile does not say which site of Alibaba Cloud it signs in to.',
    hint: 'It was left as it is. Its oauth_site_type has to be CN or INTL, in capital letters.',
  },
  'expiry-milliseconds': {
    message: 'A time in the profile is given in milliseconds, so its credentials would never be renewed.',
    named: '{{field}} is given in milliseconds, so the credentials would never be renewed.',
    hint: 'It was left as it is. The tools expect seconds; sign in again with the tool that wrote it, or take that line out.',
  },
  'profile-twice': {
    message: 'Two profiles have the same name; tools use the first one.',
    named: 'Two profiles are named “{{name}}”; tools use the first one.',
    hint: 'Both were left as they are. Take one of them out, or give it another name, in an editor.',
  },
  'mode-not-in-sdks': {
    message: 'The Alibaba Cloud CLI can use this profile; the SDKs cannot.',
    named: 'The Alibaba Cloud CLI can use the mode {{mode}}; the SDKs cannot.',
    hint: 'Nothing is wrong with it. For programs, use a profile that is native or static.',
  },
  'mode-not-in-terraform': {
    message: 'Terraform cannot keep its state in OSS with this profile.',
    named: 'Terraform cannot keep its state in OSS with a profile in the mode {{mode}}.',
    hint: 'Everything else works. For that, save a static profile of the same session.',
  },
  'native-taken': {
    message: 'The session has its own native profile already.',
    named: 'The session {{session}} has its own native profile already: {{profile}}.',
    hint: 'Nothing was written: the refresh token in it can be used once, and a second copy would end the first. Choose the delivery static; Latchkey keeps it fresh.',
  },
  'native-unavailable': {
    message: 'A session of pasted keys has no sign-in that a native profile could hold.',
    hint: 'Nothing was written. Choose the delivery static.',
  },
  'profile-of-session': {
    message: 'This profile holds the sign-in of its session.',
    named: '“{{name}}” holds the sign-in of the session {{session}}.',
    hint: 'It was left as it is. Remove the session instead; that signs out and takes the profile with it.',
  },
  'keys-replaced': {
    message: 'The keys of this profile are no longer those that Latchkey wrote.',
    named: 'The keys of “{{name}}” are no longer those that Latchkey wrote.',
    hint: 'They were left as they are and are not renewed. To have fresh keys there again, remove the profile from the file, then save it again.',
  },
  'start-afresh': {
    message: 'The file cannot be read. A copy of it is kept, and a new file takes its place.',
    named: '{{file}} cannot be read. A copy of it is kept as {{copy}}, and a new file takes its place.',
    hint: 'Nothing was done yet. What can be saved of it you have to take from the copy, which may hold keys. Confirm to go on.',
  },
  'nothing-to-repair': {
    message: 'The file can be read as it is.',
    named: '{{file}} can be read as it is.',
    hint: 'It was left as it is.',
  },
} as const;
