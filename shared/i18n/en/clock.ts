/** Words of clocks: the same in window, tray, notifications and command line. */
export const clock = {
  days: '{{days}} d {{hours}} h',
  hours: '{{hours}} h {{minutes}} min',
  minutes: '{{minutes}} min',
  seconds: '{{minutes}}:{{seconds}}',
  underMinute: '< 1 min',
  justNow: 'just now',
  wholeHours: '{{hours}} h',
  wholeDays_one: '{{count}} day',
  wholeDays_other: '{{count}} days',
  ago: '{{duration}} ago',
  expiredJustNow: 'expired just now',
  expiredAgo: 'expired {{duration}} ago',
  soon: 'ends soon',
  now: 'ends within minutes',
  over: 'has ended',
} as const;
