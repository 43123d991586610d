/**
 * Server-sent events over fetch rather than EventSource: it exists in Node as well, carries a token, and lets us see
 * why a connection was refused.
 */
import { AppError, LIVE_PATH, LiveNotice } from '@yoto/core';
import { createParser } from 'eventsource-parser';
import { errorReply, notOurServer, parsedJson, unreachable } from './failure.ts';
import { type Connection, requestHeaders, routeUrl } from './server-address.ts';

const FIRST_RETRY_MS = 500;
const LONGEST_RETRY_MS = 15_000;
/** The server sends a heartbeat every 5 s: after two missed ones it does not answer. */
const SILENCE_MS = 12_000;
/** Then the connection is taken for dead, and another one tried. */
const DEAD_MS = 30_000;

/** `silent`: connected, but no heartbeat for 12 s; the server hangs. `lost`: no connection. */
type ConnectionState = 'open' | 'silent' | 'lost';

export interface LiveOptions {
  /** Only what concerns this sweep; everything when left out. */
  sweepId?: string | undefined;
  onNotice: (notice: LiveNotice) => void;
  /** Tells whether notices arrive at present, e.g. to show it: called with each new state. */
  onConnection?: ((state: ConnectionState) => void) | undefined;
  signal: AbortSignal;
}

/**
 * Calls `onNotice` for every change until `signal` aborts, then resolves. A lost connection is made again, waiting
 * longer after each failure; since notices may have been missed meanwhile, a `resync` notice follows. Rejects only
 * where trying again cannot help (a sweep that does not exist).
 */
export async function liveNotices(connection: Connection, options: LiveOptions): Promise<void> {
  let failures = 0;
  let missedSome = false;
  let state: ConnectionState | undefined;
  const report = (next: ConnectionState) => {
    if (next === state || options.signal.aborted) return;
    state = next;
    options.onConnection?.(next);
  };
  while (!options.signal.aborted) {
    try {
      await readStream(connection, options, {
        onOpen: () => {
          failures = 0;
          report('open');
          if (missedSome) options.onNotice({ type: 'resync' });
        },
        onLife: () => report('open'),
        onSilence: () => report('silent'),
      });
      report('lost');
    } catch (error) {
      if (!canRetry(error)) throw error;
      // A server that hangs takes connections, but answers nothing: what is known of it has not changed.
      if (!isSilence(error)) report('lost');
    }
    if (options.signal.aborted) return;
    missedSome = true;
    await pause(retryDelayMs(failures), options.signal);
    failures += 1;
  }
}

/** Doubles from half a second to fifteen, spread by a random half so that clients do not return all at once. */
function retryDelayMs(failures: number): number {
  const longest = Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** failures);
  return longest * (0.5 + Math.random() / 2);
}

/** False for the caller's own errors, and for a refusal that would be repeated (a 4xx, save for being too many or slow). */
function canRetry(error: unknown): boolean {
  if (!(error instanceof AppError)) return false;
  const { status } = error.details;
  return typeof status !== 'number' || status < 400 || status >= 500 || status === 408 || status === 429;
}

const isSilence = (error: unknown): boolean => error instanceof AppError && error.details.silent === true;

interface StreamEvents {
  onOpen: () => void;
  /** Anything came. */
  onLife: () => void;
  onSilence: () => void;
}

/** One connection, from opening to its end. Throws `server_unreachable` with `details.silent` when nothing comes. */
async function readStream(connection: Connection, options: LiveOptions, on: StreamEvents): Promise<void> {
  const silence = new AbortController();
  const timers: ReturnType<typeof setTimeout>[] = [];
  const clear = () => timers.splice(0).forEach(clearTimeout);
  const listen = () => {
    clear();
    timers.push(
      setTimeout(on.onSilence, SILENCE_MS),
      setTimeout(() => silence.abort(), DEAD_MS),
    );
  };
  listen();
  try {
    const body = await openStream(connection, options, AbortSignal.any([options.signal, silence.signal]));
    on.onOpen();
    const parser = createParser({
      onEvent: ({ data }) => {
        // A notice of a kind this version does not know is no concern of its caller.
        const notice = LiveNotice.safeParse(parsedJson(data));
        if (notice.success && !options.signal.aborted) options.onNotice(notice.data);
      },
    });
    const decoder = new TextDecoder();
    for await (const chunk of chunksOf(body, connection.baseUrl)) {
      listen();
      on.onLife();
      parser.feed(decoder.decode(chunk, { stream: true }));
    }
  } catch (error) {
    if (!silence.signal.aborted || !(error instanceof AppError)) throw error;
    const cause = new Error(`no sign of life for ${DEAD_MS / 1000} s`);
    throw new AppError('server_unreachable', unreachable(connection.baseUrl, cause).message, {
      details: { silent: true },
      cause,
    });
  } finally {
    clear();
  }
}

/** The chunks of a body, by its reader: Safari cannot iterate over streams. Closes the connection when left early. */
async function* chunksOf(body: ReadableStream<Uint8Array>, baseUrl: string): AsyncGenerator<Uint8Array> {
  const reader = body.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read().catch((error: unknown) => {
        throw unreachable(baseUrl, error);
      });
      if (done) return;
      yield value;
    }
  } finally {
    await reader.cancel().catch(() => {});
  }
}

async function openStream(
  connection: Connection,
  options: LiveOptions,
  signal: AbortSignal,
): Promise<ReadableStream<Uint8Array>> {
  const { baseUrl } = connection;
  const url = routeUrl(baseUrl, LIVE_PATH, {}, { sweepId: options.sweepId });
  const headers = requestHeaders(connection, 'text/event-stream');
  const response = await connection.fetch(url, { headers, signal }).catch((error: unknown) => {
    throw unreachable(baseUrl, error);
  });
  if (!response.ok) throw errorReply(baseUrl, response.status, await response.text());
  const isStream = response.headers.get('content-type')?.startsWith('text/event-stream');
  if (!isStream || !response.body) throw notOurServer(baseUrl, response.status, '');
  return response.body;
}

/** Waits, or returns at once when `signal` aborts. */
function pause(delayMs: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const finish = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', finish);
      resolve();
    };
    const timer = setTimeout(finish, delayMs);
    signal.addEventListener('abort', finish);
  });
}
