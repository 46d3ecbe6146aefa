import { expect, it } from 'vitest';
import { socketPath } from '../../../electron/broker/socket-path.ts';

it.each([
  [
    'LATCHKEY_SOCKET goes first',
    { LATCHKEY_SOCKET: '/a/b.sock', XDG_RUNTIME_DIR: '/run/user/1' },
    '/a/b.sock',
  ],
  ['then the runtime folder', { XDG_RUNTIME_DIR: '/run/user/1' }, '/run/user/1/latchkey/agent.sock'],
  ['then home', {}, '/home/me/.latchkey/run/agent.sock'],
  [
    'an empty variable is none',
    { LATCHKEY_SOCKET: '', XDG_RUNTIME_DIR: '' },
    '/home/me/.latchkey/run/agent.sock',
  ],
  ['a relative runtime folder is none', { XDG_RUNTIME_DIR: 'run' }, '/home/me/.latchkey/run/agent.sock'],
])('%s', (_, environment, path) => {
  expect(socketPath(environment, '/home/me')).toMatchObject({ ok: true, value: { path } });
});

it('a relative LATCHKEY_SOCKET is refused: client and app have different folders', () => {
  expect(socketPath({ LATCHKEY_SOCKET: 'a.sock' }, '/home/me')).toMatchObject({
    ok: false,
    error: { reason: 'path-relative' },
  });
});

it('the limit counts bytes and the closing zero', () => {
  const fits = `/${'x'.repeat(106)}`;
  expect(socketPath({ LATCHKEY_SOCKET: fits }, '/').ok).toBe(true);
  for (const path of [`${fits}x`, `/${'ä'.repeat(60)}`]) {
    expect(socketPath({ LATCHKEY_SOCKET: path }, '/')).toMatchObject({
      ok: false,
      error: { reason: 'path-too-long', path },
    });
  }
});
