import { connect } from 'node:net';

const TIMEOUT_MS = 5000;

/** Sends a few bytes to a server and resolves to the first bytes of its answer. Rejects when none comes. */
export function greet(
  host: string,
  port: number,
  greeting: Uint8Array,
  timeoutMs = TIMEOUT_MS,
): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port }, () => socket.write(greeting));
    socket.setTimeout(timeoutMs, () => socket.destroy(new Error(`no answer within ${timeoutMs / 1000} s`)));
    socket.once('error', reject);
    socket.once('close', () => reject(new Error('the connection was closed without an answer')));
    socket.once('data', (answer) => {
      resolve(answer);
      socket.destroy();
    });
  });
}
