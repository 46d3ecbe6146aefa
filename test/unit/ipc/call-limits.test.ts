import { describe, expect, it } from 'vitest';
import { callLimitOf } from '../../../electron/ipc/call-limits.ts';
import { contract } from '../../../shared/ipc/contract.ts';
import { channelName } from '../../../shared/ipc/types.ts';

const channels = Object.entries(contract).flatMap(([group, entries]) =>
  Object.keys(entries).map((name) => ({ name: `${group}.${name}`, channel: channelName(group, name) })),
);

describe('calls that reach outside the window', () => {
  it.each(channels.filter(({ name }) => /\.(?:copy|open)|^signIn\.start$/.test(name)))(
    '$name fills the clipboard or opens a page, and may do so a few times only',
    ({ channel }) => {
      expect(callLimitOf(channel).rate).not.toBeNull();
    },
  );

  it('are not those that only ask what there is', () => {
    expect(callLimitOf(channelName('catalog', 'read')).rate).toBeNull();
  });
});
