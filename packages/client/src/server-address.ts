import { API_PREFIX, AppError } from '@yoto/core';

/** How to reach the server; shared by calls and by the live stream. */
export interface Connection {
  /** e.g. `http://127.0.0.1:7331`; empty in a page that the server itself delivered. */
  baseUrl: string;
  fetch: typeof fetch;
  token: string | undefined;
  timeoutMs: number;
}

/** The base address without its trailing slash. Throws `config_invalid` for what is not an http address. */
export function checkedBaseUrl(baseUrl: string): string {
  const trimmed = baseUrl.trim().replace(/\/+$/, '');
  if (trimmed === '' || (/^https?:\/\//i.test(trimmed) && URL.canParse(trimmed))) return trimmed;
  throw new AppError(
    'config_invalid',
    // A login in it stays secret.
    `The server address "${baseUrl.replace(/\/\/.*@/s, '//…@')}" is not one: write it like http://127.0.0.1:7331`,
  );
}

/** The full address of a route: `:name` parts are filled in and escaped, arrays repeat their query parameter. */
export function routeUrl(
  baseUrl: string,
  path: string,
  params: Readonly<Record<string, unknown>> = {},
  query: Readonly<Record<string, unknown>> = {},
): string {
  const filled = path.replace(/:([A-Za-z]+)/g, (_, name: string) => pathPart(name, params[name]));
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    for (const one of Array.isArray(value) ? value : [value]) {
      if (one !== undefined && one !== null) search.append(name, String(one));
    }
  }
  const suffix = search.size > 0 ? `?${search}` : '';
  return `${baseUrl}${API_PREFIX}${filled}${suffix}`;
}

function pathPart(name: string, value: unknown): string {
  const text = value === undefined || value === null ? '' : String(value);
  // An empty part, "." or ".." would address another route.
  if (text === '' || text === '.' || text === '..') {
    throw new AppError('invalid_input', `"${text}" is not a possible ${name}`, {
      issues: [{ path: name, message: 'must name one thing' }],
    });
  }
  return encodeURIComponent(text);
}

/** Headers of every request. */
export function requestHeaders(connection: Connection, accept: string): Record<string, string> {
  const authorization = connection.token === undefined ? {} : { authorization: `Bearer ${connection.token}` };
  return { accept, ...authorization };
}
