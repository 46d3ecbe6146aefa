import { createServer, request, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Stands before the practice cloud's APIs and keeps every body that passes, in both directions. */
export interface RecordingFront extends AsyncDisposable {
  readonly origin: string;
  readonly bodies: readonly string[];
}

/** Forwards to `target` (an origin) from a free port of 127.0.0.1. */
export async function startRecordingFront(target: string): Promise<RecordingFront> {
  const bodies: string[] = [];
  const keep = (message: IncomingMessage): void => {
    let text = '';
    message.setEncoding('utf8').on('data', (part: string) => (text += part));
    message.on('end', () => bodies.push(text));
  };
  const server = createServer((incoming, outgoing) => {
    keep(incoming);
    const onward = request(target + (incoming.url ?? '/'), {
      method: incoming.method ?? 'GET',
      headers: { ...incoming.headers, host: new URL(target).host },
    });
    onward.on('response', (answer) => {
      keep(answer);
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    });
    onward.on('error', () => outgoing.destroy());
    incoming.pipe(onward);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    bodies,
    [Symbol.asyncDispose]: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}
