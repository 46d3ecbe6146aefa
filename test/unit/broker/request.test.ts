import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { presenceVariables, readCall, valueVariables } from '../../../electron/broker/request.ts';

function read(body: string) {
  const call = readCall(body);
  if (!call.ok) {
    throw new Error(call.error);
  }
  return call.value;
}

describe('a call', () => {
  it('keeps arguments in order, empty and repeated ones too', () => {
    expect(read('a=roles&p=7&a=&a=a%3Db%26c&a=x+y%2B&a=').argv).toStrictEqual([
      'roles',
      '',
      'a=b&c',
      'x y+',
      '',
    ]);
  });

  it('takes only the variables of the list', () => {
    expect(
      read('e=PATH%3D%2Ftmp&e=AWS_PROFILE%3Da%3Db&e=nonsense&k=HOME&k=AWS_SESSION_TOKEN').environment,
    ).toStrictEqual({ AWS_PROFILE: 'a=b', AWS_SESSION_TOKEN: 'set' });
  });

  it('never takes a key by value', () => {
    expect(read('e=AWS_SECRET_ACCESS_KEY%3Dabc').environment).toStrictEqual({});
  });

  it('counts relative paths from the caller’s folder', () => {
    const { environment } = read(
      'e=AWS_CONFIG_FILE%3D..%2Fc&e=AWS_CA_BUNDLE%3D%2Fca&e=AWS_SHARED_CREDENTIALS_FILE%3D~%2Fs&d=%2Fhome%2Fme',
    );
    expect(environment).toStrictEqual({
      AWS_CONFIG_FILE: '/home/c',
      AWS_CA_BUNDLE: '/ca',
      AWS_SHARED_CREDENTIALS_FILE: '~/s',
    });
  });

  it('knows terminals and process ids as reported, and drops what is no id', () => {
    expect(read('t=o&p=123&q=abc')).toMatchObject({
      terminal: { input: false, output: true },
      caller: { pid: 123, parent: null },
    });
  });

  it.each(['a=%ff', 'a=%', 'a=%e4%b8'])('that is not UTF-8 is refused: %s', (body) => {
    expect(readCall(body)).toStrictEqual({ ok: false, error: 'not-utf8' });
  });
});

it('the client sends exactly the variables that the app takes', () => {
  const client = readFileSync(new URL('../../../electron/cli/latchkey', import.meta.url), 'utf8');
  const lists = [...client.matchAll(/for lk_name in ([^;]+);/g)].map(([, names = '']) =>
    names.split(/[\s\\]+/).filter((name) => name !== ''),
  );
  expect(lists).toHaveLength(3);
  expect([...(lists[0] ?? []), ...(lists[1] ?? [])].sort()).toStrictEqual([...valueVariables].sort());
  expect(lists[2]).toStrictEqual(presenceVariables);
});
