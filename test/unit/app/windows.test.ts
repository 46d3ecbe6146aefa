import { describe, expect, it } from 'vitest';
import type { ShellData } from '../../../electron/app/shell-data.ts';
import { createWindows, type AppWindow, type WindowHooks } from '../../../electron/app/windows.ts';
import { createFakeLog } from '../../fakes/fake-log.ts';

interface FakeWindow extends AppWindow {
  readonly events: string[];
  readonly sent: string[];
  fire(event: 'ready' | 'visible' | 'closing' | 'closed' | 'gone'): void;
  resize(width: number, height: number): void;
  /** Destroyed, but not told so yet. */
  vanish(): void;
  focused: boolean;
}

function setUp() {
  const made: FakeWindow[] = [];
  const log = createFakeLog();
  const published: string[] = [];
  let stored: ShellData = { windowSize: null };
  let loads = 0;
  let fails = false;
  let disposed = 0;
  let hooks: WindowHooks | null = null;
  let finishLoading: () => void = () => undefined;
  let breakLoading: () => void = () => undefined;

  function create(size: { width: number; height: number }): AppWindow {
    const tasks = new Map<string, () => void>();
    let current = size;
    let isDestroyed = false;
    const events: string[] = [];
    const sent: string[] = [];
    const window: FakeWindow = {
      id: made.length + 1,
      events,
      sent,
      load: () => {
        events.push('load');
        return new Promise<void>((resolve, reject) => {
          finishLoading = resolve;
          breakLoading = () => {
            reject(new Error('page missing'));
          };
        });
      },
      show: () => void events.push('show'),
      focus: () => void events.push('focus'),
      isVisible: () => true,
      focused: false,
      isFocused: () => window.focused,
      isDestroyed: () => isDestroyed,
      size: () => current,
      send: (channel) => void sent.push(channel),
      destroy: () => {
        events.push('destroy');
        tasks.get('closed')?.();
      },
      onceReady: (task) => tasks.set('ready', task),
      onVisible: (task) => tasks.set('visible', task),
      onClosing: (task) => tasks.set('closing', task),
      onClosed: (task) => tasks.set('closed', task),
      onGone: (task) =>
        tasks.set('gone', () => {
          task('crashed');
        }),
      fire: (event) => tasks.get(event)?.(),
      resize: (width, height) => (current = { width, height }),
      vanish: () => (isDestroyed = true),
    };
    made.push(window);
    return window;
  }

  const windows = createWindows({
    log,
    loadParts: async (given) => {
      loads += 1;
      if (fails) {
        fails = false;
        throw new Error('chunk missing');
      }
      hooks = given;
      return {
        create,
        settings: {
          get: (key) => stored[key],
          set: (key, value) => {
            stored = { ...stored, [key]: value };
          },
        },
        publisher: {
          shown: () => void published.push('shown'),
          showView: (view) => void published.push(view),
        },
        dispose: () => void (disposed += 1),
      };
    },
  });
  return {
    windows,
    made,
    log,
    published,
    stored: () => stored,
    loads: () => loads,
    failNextLoad: () => (fails = true),
    disposed: () => disposed,
    hooks: () => hooks!,
    finishLoading: () => {
      finishLoading();
    },
    breakLoading: () => {
      breakLoading();
    },
    settle: () => new Promise((resolve) => setImmediate(resolve)),
  };
}

describe('the window', () => {
  it('knows whether a person looks at it, as long as it is there', async () => {
    const { windows, made, settle } = setUp();
    const closed = windows.isInFront();
    windows.open();
    await settle();
    const behind = windows.isInFront();
    made[0]!.focused = true;
    const before = windows.isInFront();
    made[0]!.vanish();
    expect([closed, behind, before, windows.isInFront()]).toEqual([false, false, true, false]);
  });

  it('does not exist, nor what it needs, until it is wanted', () => {
    const { made, loads } = setUp();
    expect([made.length, loads()]).toEqual([0, 0]);
  });

  it('is hidden until its page is painted', async () => {
    const { windows, made, settle } = setUp();
    windows.open();
    await settle();
    const before = [...made[0]!.events];
    made[0]?.fire('ready');
    expect([before, made[0]?.events]).toEqual([['load'], ['load', 'show']]);
  });

  it('is one, however often it is opened', async () => {
    const { windows, made, settle } = setUp();
    windows.open();
    windows.open();
    await settle();
    windows.open();
    const unpainted = [...made[0]!.events];
    made[0]?.fire('ready');
    windows.open();
    expect([made.length, unpainted, made[0]?.events]).toEqual([1, ['load'], ['load', 'show', 'focus']]);
  });

  it('is tried again after its parts could not be loaded', async () => {
    const { windows, made, log, settle, failNextLoad } = setUp();
    failNextLoad();
    windows.open();
    await settle();
    windows.open();
    await settle();
    expect([made.length, log.entries.map(({ event }) => event)]).toEqual([1, ['window.not-loaded']]);
  });

  it('is made anew after its page could not be loaded', async () => {
    const { windows, made, log, settle, breakLoading } = setUp();
    windows.open();
    await settle();
    breakLoading();
    await settle();
    windows.open();
    await settle();
    expect([made.map(({ events }) => events), log.entries.map(({ event }) => event)]).toEqual([
      [['load', 'destroy'], ['load']],
      ['window.not-loaded'],
    ]);
  });

  it('is made anew after it was closed, from parts loaded once', async () => {
    const { windows, made, loads, settle } = setUp();
    windows.open();
    await settle();
    made[0]?.fire('closed');
    windows.open();
    await settle();
    expect([made.length, loads()]).toEqual([2, 1]);
  });

  it('is made anew where it is destroyed and that was not told yet', async () => {
    const { windows, made, settle } = setUp();
    windows.open();
    await settle();
    made[0]?.fire('ready');
    made[0]?.vanish();
    windows.open();
    await settle();
    expect([made.length, made[0]?.events]).toEqual([2, ['load', 'show']]);
  });

  it('remembers its size', async () => {
    const { windows, made, stored, settle } = setUp();
    windows.open();
    await settle();
    const first = made[0]?.size();
    made[0]?.fire('closing');
    const untouched = stored();
    made[0]?.resize(1200, 900);
    made[0]?.fire('closing');
    made[0]?.fire('closed');
    windows.open();
    await settle();
    expect([first, untouched, made[1]?.size()]).toEqual([
      { width: 980, height: 680 },
      { windowSize: null },
      { width: 1200, height: 900 },
    ]);
  });

  it('is the only sender that is known, and only while it exists', async () => {
    const { windows, made, hooks, settle } = setUp();
    windows.open();
    await settle();
    const known = [hooks().isKnownSender(1), hooks().isKnownSender(2)];
    made[0]?.fire('closed');
    expect([known, hooks().isKnownSender(1), hooks().target.isVisible()]).toEqual([
      [true, false],
      false,
      false,
    ]);
  });

  it('is told a view once its page is loaded, and at once when it is already', async () => {
    const { windows, published, made, settle, finishLoading } = setUp();
    windows.open('add-session');
    await settle();
    const before = [made.length, ...published];
    finishLoading();
    await settle();
    const after = [...published];
    windows.open('profiles');
    await settle();
    windows.open();
    await settle();
    expect([before, after, published]).toEqual([[1], ['add-session'], ['add-session', 'profiles']]);
  });

  it('gets what it missed when it becomes visible', async () => {
    const { windows, made, published, settle } = setUp();
    windows.open();
    await settle();
    made[0]?.fire('visible');
    expect(published).toEqual(['shown']);
  });

  it('can be opened again while an earlier one that was closed still loads, and is told the view alone', async () => {
    const { windows, made, published, settle, finishLoading } = setUp();
    windows.open('profiles');
    await settle();
    made[0]?.fire('closed');
    finishLoading();
    await settle();
    const early = [...published];
    windows.open();
    await settle();
    finishLoading();
    await settle();
    expect([made.length, early, published]).toEqual([2, [], ['profiles']]);
  });

  it('goes away with its page, and can be opened again', async () => {
    const { windows, made, log, settle } = setUp();
    windows.open();
    await settle();
    made[0]?.fire('gone');
    windows.open();
    await settle();
    expect([made[0]?.events.at(-1), made.length, log.entries.map(({ event }) => event)]).toEqual([
      'destroy',
      2,
      ['window.page-gone'],
    ]);
  });

  it('is gone and stays away after the end', async () => {
    const { windows, made, disposed, settle } = setUp();
    windows.open();
    await settle();
    await windows.dispose();
    windows.open();
    await settle();
    expect([made.length, made[0]?.events.at(-1), disposed()]).toEqual([1, 'destroy', 1]);
  });
});
