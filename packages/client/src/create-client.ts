/** A method per declared route, so that client and server cannot disagree about paths, inputs or replies. */
import {
  ARTIFACT_PATH,
  CHECKPOINT_PATH,
  type Route,
  type RouteRequest,
  type RouteResponse,
  type Routes,
  routes,
} from '@yoto/core';
import { callRoute } from './call-route.ts';
import { exchange } from './exchange.ts';
import { errorReply } from './failure.ts';
import { type LiveOptions, liveNotices } from './live-notices.ts';
import { type Connection, checkedBaseUrl, requestHeaders, routeUrl } from './server-address.ts';

/** Long enough for the largest sweep to be written; a server that hangs longer is reported as not answering. */
const DEFAULT_TIMEOUT_MS = 60_000;

export interface ClientOptions {
  /** e.g. `http://127.0.0.1:7331`; empty in a page that the server itself delivered. */
  baseUrl: string;
  /** In place of the global one. */
  fetch?: typeof fetch | undefined;
  /** Sent as a bearer token, for servers behind an authenticating proxy. */
  token?: string | undefined;
  timeoutMs?: number | undefined;
}

export interface CallOptions {
  /** Aborting rejects the call with the signal's reason. */
  signal?: AbortSignal | undefined;
}

interface ArtifactRequest {
  params: { id: string; name: string };
  /** Only the bytes with this hash: `not_found` once they are replaced. */
  query?: { sha256?: string | undefined };
}

interface CheckpointRequest {
  /** `hash`: the SHA-256 of one that `JobDetail.checkpoints` lists. */
  params: { id: string; hash: string };
  /** `model`: without the optimiser's state. */
  query?: { part?: 'model' | undefined };
}

type Nothing = Record<never, never>;
/** Parts whose every field may be left out may be left out themselves. */
type Loosened<T> = { [K in keyof T as Nothing extends T[K] ? never : K]: T[K] } & {
  [K in keyof T as Nothing extends T[K] ? K : never]?: T[K];
};
/** What a call of a route takes: its `params`, `query` and `body`, as far as it has them. */
export type ClientRequest<R extends Route> = Loosened<RouteRequest<R>>;

type Call<R extends Route> =
  Nothing extends ClientRequest<R>
    ? (request?: ClientRequest<R>, options?: CallOptions) => Promise<RouteResponse<R>>
    : (request: ClientRequest<R>, options?: CallOptions) => Promise<RouteResponse<R>>;

export type Client = { [K in keyof Routes]: Call<Routes[K]> } & {
  /** The bytes of a file that a job has stored (`JobDetail.artifacts`). */
  getArtifact(request: ArtifactRequest, options?: CallOptions): Promise<Uint8Array>;
  /** The bytes of a checkpoint (`JobDetail.checkpoints`). */
  getCheckpoint(request: CheckpointRequest, options?: CallOptions): Promise<Uint8Array>;
  /** See `LiveOptions`; resolves when the signal aborts. */
  live(options: LiveOptions): Promise<void>;
};

/**
 * A typed client: `client.getSweep({ params: { id } })`, one method a route. Every failure is an AppError: the
 * server's own, or `server_unreachable` with the address and how to start a server.
 */
export function createClient(options: ClientOptions): Client {
  const connection: Connection = {
    baseUrl: checkedBaseUrl(options.baseUrl),
    // Called without a receiver: browsers refuse `fetch` as a method of another object.
    fetch: options.fetch ?? ((input, init) => fetch(input, init)),
    token: options.token,
    timeoutMs: options.timeoutMs ?? DEFAULT_TIMEOUT_MS,
  };
  const calls = Object.entries(routes).map(([name, route]) => [
    name,
    (request = {}, { signal }: CallOptions = {}) => callRoute(connection, route, request, signal),
  ]);
  return {
    ...Object.fromEntries(calls),
    getArtifact: ({ params, query }: ArtifactRequest, { signal }: CallOptions = {}) =>
      storedBytes(connection, routeUrl(connection.baseUrl, ARTIFACT_PATH, params, query), signal),
    getCheckpoint: ({ params, query }: CheckpointRequest, { signal }: CallOptions = {}) =>
      storedBytes(connection, routeUrl(connection.baseUrl, CHECKPOINT_PATH, params, query), signal),
    live: (liveOptions: LiveOptions) => liveNotices(connection, liveOptions),
  } as Client;
}

/** The bytes of a stored file. Throws like the other calls: `not_found`, `data_corrupt`, `server_unreachable`, … */
async function storedBytes(
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
