import { describe, expect, it } from 'vitest';
import { DAY, HOUR, MINUTE } from '../../../shared/model/instant.ts';
import { appError } from '../../../shared/model/app-error.ts';
import { err } from '../../../shared/model/result.ts';
import type { SessionId } from '../../../shared/model/session.ts';
import { createCoreHarness, valueOf, window } from '../../fakes/core-harness.ts';

async function listed() {
  const harness = createCoreHarness();
  harness.provider.tokenLife = 400 * DAY;
  const sessionId = await harness.addSession();
  valueOf(await harness.signIn(sessionId));
  await harness.scheduler.advance(MINUTE);
  const role = (accountId: string, roleName: string) => ({ sessionId, accountId, roleName });
  return {
    ...harness,
    sessionId,
    admin: role('111122223333', 'Admin'),
    reader: role('444455556666', 'ReadOnly'),
  };
}

describe('a star', () => {
  it('is put on once and taken away, in the order of the starring, and kept over a restart', async () => {
    const { intents, files, settings, admin, reader } = await listed();
    for (const role of [reader, admin, reader]) {
      valueOf(intents.favourites.set(role, true));
    }
    const starred = intents.state.current().favourites;
    valueOf(intents.favourites.set(reader, false));
    const again = createCoreHarness({ files, settings });
    expect([starred, again.intents.state.current().favourites]).toMatchObject([
      [reader, admin],
      [{ ...admin, accountName: 'Account 1111' }],
    ]);
  });

  it('stays on the role when its account gets another name, and shows that name', async () => {
    const { intents, scheduler, provider, sessionId, admin } = await listed();
    valueOf(intents.favourites.set(admin, true));
    const usual = provider.listAccounts;
    provider.listAccounts = async (...asked) => {
      const page = await usual(...asked);
      return page.ok
        ? {
            ok: true,
            value: { ...page.value, items: page.value.items.map((one) => ({ ...one, accountName: 'New' })) },
          }
        : page;
    };
    const refreshed = intents.catalog.refresh(sessionId, window);
    await scheduler.advance(MINUTE);
    await refreshed;
    expect(intents.state.current().favourites).toEqual([{ ...admin, accountName: 'New' }]);
  });

  it('goes with its session', async () => {
    const { intents, sessionId, admin } = await listed();
    valueOf(intents.favourites.set(admin, true));
    valueOf(await intents.sessions.remove(sessionId, { digest: null, confirmed: true }, window));
    expect(intents.state.current().favourites).toEqual([]);
  });

  it('is not put on a role of no session', async () => {
    const { intents, admin } = await listed();
    const gone = { ...admin, sessionId: 'ffffffffffffffff' as SessionId };
    expect(intents.favourites.set(gone, true)).toEqual(err(appError('input.session-unknown')));
  });
});

describe('recent roles', () => {
  it('put what is used often before what was used once since', async () => {
    const { intents, scheduler, admin, reader } = await listed();
    for (const role of [admin, admin, admin, reader]) {
      valueOf(await intents.credentials.ofRole(role, window));
      await scheduler.advance(HOUR);
    }
    expect(intents.state.current().recents.map(({ roleName }) => roleName)).toEqual(['Admin', 'ReadOnly']);
  });

  it('give way to others after weeks', async () => {
    const { intents, scheduler, admin, reader } = await listed();
    for (const role of [admin, admin, admin]) {
      valueOf(await intents.credentials.ofRole(role, window));
    }
    await scheduler.advance(30 * DAY);
    valueOf(await intents.credentials.ofRole(reader, window));
    expect(intents.state.current().recents.map(({ roleName }) => roleName)).toEqual(['ReadOnly', 'Admin']);
  });
});
