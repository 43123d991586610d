/** One request and its whole reply, within the time that the client allows. */
import { unreachable } from './failure.ts';
import type { Connection } from './server-address.ts';

/** Throws `server_unreachable`; an abort by `signal` is thrown as its reason. */
export async function exchange<T>(
  connection: Connection,
  url: string,
  init: RequestInit,
  signal: AbortSignal | undefined,
  read: (response: Response) => Promise<T>,
): Promise<T> {
  const timeout = AbortSignal.timeout(connection.timeoutMs);
  try {
    const both = signal ? AbortSignal.any([signal, timeout]) : timeout;
    return await read(await connection.fetch(url, { ...init, signal: both }));
  } catch (error) {
    signal?.throwIfAborted();
    const cause = timeout.aborted ? new Error(`no answer within ${connection.timeoutMs / 1000} s`) : error;
    throw unreachable(connection.baseUrl, cause);
  }
}
