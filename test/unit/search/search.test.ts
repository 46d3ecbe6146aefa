import { describe, expect, it } from 'vitest';
import * as fc from 'fast-check';
import type { CatalogEntry } from '../../../shared/model/catalog.ts';
import type { SessionId } from '../../../shared/model/session.ts';
import { appendChunk, emptyCatalog, type CatalogIndex } from '../../../shared/search/catalog-index.ts';
import { search } from '../../../shared/search/search.ts';

const sessionId = '0123456789abcdef' as SessionId;

function account(accountId: string, accountName: string | null, emailAddress: string | null = null) {
  return { type: 'account', accountId, accountName, emailAddress } as const;
}

function roles(accountId: string, ...roleNames: string[]) {
  return { type: 'roles', accountId, roleNames } as const;
}

function grow(index: CatalogIndex, entries: readonly CatalogEntry[], offset = index.length): CatalogIndex {
  const outcome = appendChunk(index, { sessionId, generation: index.generation, offset, entries });
  return outcome.type === 'appended' ? outcome.index : index;
}

const portal = grow(emptyCatalog(sessionId, 1), [
  account('111122223333', 'Production', 'aws-prod@example.com'),
  account('111122224444', 'Staging', 'aws-staging@example.com'),
  account('222233334444', 'Analytics Production', 'data@example.com'),
  account('333344445555', null),
  roles('111122223333', 'ReadOnly', 'AdministratorAccess'),
  roles('111122224444', 'PowerUserAccess', 'ReadOnly'),
  roles('222233334444', 'ReadOnly'),
  roles('333344445555', 'Billing'),
]);

const found = (text: string, recent: Parameters<typeof search>[2] = []) =>
  search([portal], text, recent).map((hit) => `${hit.account.accountName ?? hit.accountId}/${hit.roleName}`);

describe('the index of a session', () => {
  it('keeps accounts in their final order however they arrive', () => {
    expect(portal.accounts.map((one) => one.accountName)).toEqual([
      null,
      'Analytics Production',
      'Production',
      'Staging',
    ]);
    expect(portal.roleCount).toBe(6);
  });

  it('leaves accounts alone that a chunk does not speak of', () => {
    const before = portal.accounts[2];
    expect(grow(portal, [roles('333344445555', 'Audit')]).accounts[2]).toBe(before);
  });

  it('tells a hole instead of guessing', () => {
    const outcome = appendChunk(portal, { sessionId, generation: 1, offset: 12, entries: [] });
    expect(outcome).toEqual({ type: 'gap', generation: 1, offset: 8 });
  });

  it('asks for the beginning when the first chunk seen of a new generation is not its first', () => {
    const outcome = appendChunk(portal, { sessionId, generation: 2, offset: 3, entries: [] });
    expect(outcome).toEqual({ type: 'gap', generation: 2, offset: 0 });
  });

  it('drops everything old when a new generation begins', () => {
    const outcome = appendChunk(portal, {
      sessionId,
      generation: 2,
      offset: 0,
      entries: [account('1', 'A')],
    });
    expect(outcome.type === 'appended' && outcome.index.accounts.length).toBe(1);
  });

  it('ignores an older generation and other sessions', () => {
    const entries = [account('1', 'A')];
    expect(appendChunk(portal, { sessionId, generation: 0, offset: 0, entries }).type).toBe('ignored');
    const other = 'ffffffffffffffff' as SessionId;
    expect(appendChunk(portal, { sessionId: other, generation: 9, offset: 0, entries }).type).toBe('ignored');
  });

  it('is the same whatever way the log is cut into overlapping chunks', () => {
    const log: CatalogEntry[] = [
      account('1', 'b'),
      account('2', 'a'),
      roles('1', 'y', 'x'),
      account('3', null),
      roles('2', 'z'),
      roles('1', 'w'),
    ];
    const whole = grow(emptyCatalog(sessionId), log);
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(5), fc.nat(6))), (cuts) => {
        let index = emptyCatalog(sessionId);
        for (const [from, count] of [...cuts, [0, 6] as const]) {
          index = grow(index, log.slice(from, from + count), from);
        }
        expect(index).toEqual(whole);
      }),
    );
  });
});

describe('a search', () => {
  it('puts the account of exactly that name before one that only contains the word', () => {
    expect(found('production')).toEqual([
      'Production/AdministratorAccess',
      'Production/ReadOnly',
      'Analytics Production/ReadOnly',
    ]);
  });

  it('wants every word to match somewhere', () => {
    expect(found('prod read')).toEqual(['Production/ReadOnly', 'Analytics Production/ReadOnly']);
    expect(found('prod billing')).toEqual([]);
  });

  it('finds by part of the id, by e-mail address and inside CamelCase', () => {
    expect(found('4444')).toContain('Staging/ReadOnly');
    expect(found('data@')).toEqual(['Analytics Production/ReadOnly']);
    expect(found('user')).toEqual(['Staging/PowerUserAccess']);
  });

  it('lifts what was used lately', () => {
    const recent = [{ sessionId, accountId: '111122224444', roleName: 'ReadOnly' }];
    expect(found('readonly', recent)[0]).toBe('Staging/ReadOnly');
    expect(found('readonly')[0]).toBe('Analytics Production/ReadOnly');
  });

  it('puts the role that a pasted ARN names first', () => {
    expect(
      found('arn:aws:sts::111122223333:assumed-role/AWSReservedSSO_ReadOnly_0123456789abcdef/jane'),
    ).toEqual(['Production/ReadOnly', 'Production/AdministratorAccess']);
  });

  it('finds nothing for nothing', () => {
    expect(found('   ')).toEqual([]);
  });

  it('answers within a frame or two on 30,000 roles', () => {
    const names = Array.from({ length: 30 }, (_, place) => `Role${String(place)}Access`);
    const entries = Array.from({ length: 1000 }, (_, place) => {
      const id = String(100000000000 + place * 7919);
      return [account(id, `Team ${String(place)}`, `team${String(place)}@example.com`), roles(id, ...names)];
    }).flat();
    const large = grow(emptyCatalog(sessionId), entries);
    search([large], 'team role');
    const started = performance.now();
    expect(search([large], 'team role')).toHaveLength(30_000);
    // Generous for a busy machine; typically about 15 ms.
    expect(performance.now() - started).toBeLessThan(150);
  });
});
