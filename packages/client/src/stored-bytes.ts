import { exchange } from './exchange.ts';
import { errorReply } from './failure.ts';
import { type Connection, requestHeaders } from './server-address.ts';

/** The bytes of a stored file. Throws like the other calls: `not_found`, `data_corrupt`, `server_unreachable`, … */
export async function storedBytes(
  connection: Connection,
  url: string,
  signal: AbortSignal | undefined,
): Promise<Uint8Array> {
  const init = { headers: requestHeaders(connection, '*/*') };
  const { ok, status, bytes } = await exchange(connection, url, init, signal, async (response) => ({
    ok: response.ok,
    status: response.status,
    bytes: new Uint8Array(await response.arrayBuffer()),
  }));
  if (!ok) throw errorReply(connection.baseUrl, status, new TextDecoder().decode(bytes));
  return bytes;
}
