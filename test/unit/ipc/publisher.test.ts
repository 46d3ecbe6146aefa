import { describe, expect, it } from 'vitest';
import { createPublisher } from '../../../electron/ipc/publisher.ts';
import type { CatalogChunk } from '../../../shared/model/catalog.ts';
import type { AppState } from '../../../shared/model/app-state.ts';
import { aState, idOf } from '../../fakes/app-state-builders.ts';
import { createFakeIntents } from '../../fakes/fake-intents.ts';
import { createFakeLog } from '../../fakes/fake-log.ts';

function setUp() {
  const intents = createFakeIntents(aState({ version: 1 }));
  const sent: { channel: string; payload: unknown }[] = [];
  const log = createFakeLog();
  let visible = true;
  let turn: (() => void)[] = [];
  const publisher = createPublisher({
    intents,
    target: { isVisible: () => visible, send: (channel, payload) => void sent.push({ channel, payload }) },
    later: (task) => void turn.push(task),
    log,
    checkPayloads: true,
  });
  return {
    intents,
    publisher,
    log,
    sent,
    hide: () => (visible = false),
    show: () => (visible = true),
    nextTurn: () => {
      const tasks = turn;
      turn = [];
      tasks.forEach((task) => {
        task();
      });
    },
    versions: () =>
      sent
        .filter(({ channel }) => channel === 'app/state.changed')
        .map(({ payload }) => (payload as { version: number }).version),
  };
}

const entries = (count: number) =>
  Array.from({ length: count }, (_, index) => ({
    type: 'account' as const,
    accountId: String(index).padStart(12, '0'),
    accountName: null,
    emailAddress: null,
  }));

function chunk(offset: number, count: number, change: Partial<CatalogChunk> = {}): CatalogChunk {
  return { sessionId: idOf('my-sso'), generation: 1, offset, entries: entries(count), ...change };
}

describe('the publisher', () => {
  it('sends changes of one turn as one message', () => {
    const { intents, nextTurn, versions } = setUp();
    intents.setState({ profilesRevision: 2 });
    intents.setState({ profilesRevision: 3 });
    nextTurn();
    expect(versions()).toEqual([3]);
  });

  it('sends no version twice', () => {
    const { intents, publisher, nextTurn, versions } = setUp();
    intents.setState({});
    nextTurn();
    publisher.shown();
    nextTurn();
    expect(versions()).toEqual([2]);
  });

  it('sends nothing to a window that cannot be seen, and what it missed when it can', () => {
    const { intents, publisher, hide, show, nextTurn, versions, sent } = setUp();
    hide();
    intents.setState({});
    intents.publishChunk(chunk(0, 1));
    intents.setState({});
    nextTurn();
    const whileHidden = [...sent];
    show();
    publisher.shown();
    nextTurn();
    expect({ whileHidden, versions: versions(), all: sent.length }).toEqual({
      whileHidden: [],
      versions: [3],
      all: 1,
    });
  });

  it('joins neighbouring parts of a catalogue, and sends them before the state that counts them', () => {
    const { intents, nextTurn, sent } = setUp();
    intents.publishChunk(chunk(0, 2));
    intents.setState({});
    intents.publishChunk(chunk(2, 3));
    nextTurn();
    expect(
      sent.map(({ channel, payload }) => [channel, (payload as Partial<CatalogChunk>).entries?.length]),
    ).toEqual([
      ['app/catalog.appended', 5],
      ['app/state.changed', undefined],
    ]);
  });

  it('keeps apart what does not belong together', () => {
    const { intents, nextTurn, sent } = setUp();
    intents.publishChunk(chunk(0, 1));
    intents.publishChunk(chunk(0, 1, { generation: 2 }));
    intents.publishChunk(chunk(1, 1, { sessionId: idOf('other') }));
    intents.publishChunk(chunk(5, 1, { generation: 2 }));
    nextTurn();
    expect(sent.map(({ payload }) => (payload as CatalogChunk).offset)).toEqual([0, 0, 1, 5]);
  });

  it('holds back a payload that says more than the contract', () => {
    const { intents, nextTurn, sent, log } = setUp();
    intents.setState({ accessToken: 'canary-secret' } as Partial<AppState>);
    nextTurn();
    expect({ sent, events: log.entries.map(({ event }) => event) }).toEqual({
      sent: [],
      events: ['ipc.event-off-contract'],
    });
  });

  it('lets go of everything when it is disposed', () => {
    const { intents, publisher, nextTurn, sent } = setUp();
    intents.setState({});
    publisher.dispose();
    nextTurn();
    expect([sent, intents.listeners()]).toEqual([[], 0]);
  });
});
