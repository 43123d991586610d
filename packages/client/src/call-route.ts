import { AppError, type Route } from '@yoto/core';
import { exchange } from './exchange.ts';
import { errorReply, notOurServer, parsedJson } from './failure.ts';
import { type Connection, requestHeaders, routeUrl } from './server-address.ts';

interface RequestParts {
  params?: unknown;
  query?: unknown;
  body?: unknown;
}

/**
 * Sends one request and parses the reply by the route's schema. Throws the AppError the server describes,
 * `server_unreachable` when there is none, `internal` when its reply does not fit; an abort by `signal` is thrown as
 * its reason.
 */
export async function callRoute(
  connection: Connection,
  route: Route,
  request: RequestParts,
  signal: AbortSignal | undefined,
): Promise<unknown> {
  const url = routeUrl(
    connection.baseUrl,
    route.path,
    request.params as Record<string, unknown> | undefined,
    request.query as Record<string, unknown> | undefined,
  );
  const { status, text } = await exchange(
    connection,
    url,
    requestInit(connection, route, request.body),
    signal,
    async (response) => ({ status: response.status, text: await response.text() }),
  );
  if (status < 200 || status > 299) throw errorReply(connection.baseUrl, status, text);
  const value = parsedJson(text);
  if (value === undefined) throw notOurServer(connection.baseUrl, status, text);
  const reply = route.response.safeParse(value);
  if (reply.success) return reply.data;
  const wrong = reply.error.issues[0];
  throw new AppError(
    'internal',
    `The reply of ${url} does not fit (${wrong?.path.join('.') || 'the whole'}: ${wrong?.message}): the server is of another version than this client`,
  );
}

function requestInit(connection: Connection, route: Route, body: unknown): RequestInit {
  const method = route.method.toUpperCase();
  const headers = requestHeaders(connection, 'application/json');
  if (body === undefined) return { method, headers };
  return { method, headers: { ...headers, 'content-type': 'application/json' }, body: JSON.stringify(body) };
}
