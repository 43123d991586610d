import { ARTIFACT_PATH } from '@yoto/core';
import { exchange } from './exchange.ts';
import { errorReply } from './failure.ts';
import { type Connection, requestHeaders, routeUrl } from './server-address.ts';

export interface ArtifactRequest {
  params: { id: string; name: string };
  /** Only the bytes with this hash: `not_found` once they are replaced. */
  query?: { sha256?: string | undefined };
}

/** The bytes of a stored file. Throws like the other calls: `not_found`, `data_corrupt`, `server_unreachable`, … */
export async function artifactBytes(
  connection: Connection,
  { params, query }: ArtifactRequest,
  signal: AbortSignal | undefined,
): Promise<Uint8Array> {
  const url = routeUrl(connection.baseUrl, ARTIFACT_PATH, params, query);
  const init = { headers: requestHeaders(connection, '*/*') };
  const { ok, status, bytes } = await exchange(connection, url, init, signal, async (response) => ({
    ok: response.ok,
    status: response.status,
    bytes: new Uint8Array(await response.arrayBuffer()),
  }));
  if (!ok) throw errorReply(connection.baseUrl, status, new TextDecoder().decode(bytes));
  return bytes;
}
