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
/** The server sends a sign of life every 15 s: after three missed ones the connection is dead. */
const SILENCE_MS = 45_000;

export interface LiveOptions {
  /** Only what concerns this sweep; everything when left out. */
  sweepId?: string | undefined;
  onNotice: (notice: LiveNotice) => void;
  /** Tells whether notices arrive at present, e.g. to show it. */
  onConnection?: ((state: 'open' | 'lost') => void) | undefined;
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
  while (!options.signal.aborted) {
    try {
      await readStream(connection, options, () => {
        failures = 0;
        options.onConnection?.('open');
        if (missedSome) options.onNotice({ type: 'resync' });
      });
    } catch (error) {
      if (!canRetry(error)) throw error;
    }
    if (options.signal.aborted) return;
    if (failures === 0) options.onConnection?.('lost');
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

/** One connection, from opening to its end. */
async function readStream(connection: Connection, options: LiveOptions, onOpen: () => void): Promise<void> {
  const silence = new AbortController();
  const dead = () => silence.abort(new Error(`no sign of life for ${SILENCE_MS / 1000} s`));
  let timer = setTimeout(dead, SILENCE_MS);
  try {
    const body = await openStream(connection, options, AbortSignal.any([options.signal, silence.signal]));
    onOpen();
    const parser = createParser({
      onEvent: ({ data }) => {
        // A notice of a kind this version does not know is no concern of its caller.
        const notice = LiveNotice.safeParse(parsedJson(data));
        if (notice.success && !options.signal.aborted) options.onNotice(notice.data);
      },
    });
    const decoder = new TextDecoder();
    for await (const chunk of chunksOf(body, connection.baseUrl)) {
      clearTimeout(timer);
      timer = setTimeout(dead, SILENCE_MS);
      parser.feed(decoder.decode(chunk, { stream: true }));
    }
  } finally {
    clearTimeout(timer);
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
