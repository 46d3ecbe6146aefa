/** Words of what has changed among the roles of a session, and of guard rails. */
export const access = {
  noticeTitle: 'Your access changed: {{changes}}',
  noticeBody: '{{name}}. Click to add or remove profiles.',
  rolesAdded_one: '{{count}} role added',
  rolesAdded_other: '{{count}} roles added',
  rolesRemoved_one: '{{count}} role removed',
  rolesRemoved_other: '{{count}} roles removed',
  addedAndRemoved: '{{added}}, {{count}} removed',
  guardTitle: 'This is production',
  guardDetail: 'Tags that you set in Settings ask before credentials of these roles are handed out.',
  guardCopy: 'Copy credentials',
  guardConsole: 'Open console',
  guardSave: 'Save profile',
  guardCancel: 'Cancel',
} as const;
