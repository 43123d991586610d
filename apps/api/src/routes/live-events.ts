import { type LiveNotice, parseInput } from '@yoto/core';
import type { RequestHandler, Response } from 'express';
import { z } from 'zod';
import type { ApiContext } from '../context.ts';
import type { LiveBus } from '../live-bus.ts';

/** Proxies cut what is silent for a minute; clients take two missed ones for a server that hangs. */
const HEARTBEAT_MS = 5000;
/** An event of a name of its own, which clients that listen for notices only do not get. */
const HEARTBEAT = 'event: heartbeat\ndata: {}\n\n';
/** A client that does not read so much is cut off: it comes back and reads everything anew. */
const MOST_UNREAD_BYTES = 1_000_000;

export const LiveQuery = z.strictObject({ sweepId: z.uuid({ error: 'must be an id (a UUID)' }).optional() });

/**
 * Server-sent events, one `LiveNotice` each: of one sweep, or of everything. They carry ids only; `resync` means that
 * some may be missing.
 */
export function liveEvents(context: ApiContext, bus: LiveBus): RequestHandler {
  return async (request, response) => {
    const { sweepId } = parseInput(LiveQuery, request.query, 'The query');
    if (sweepId !== undefined) await context.storage.sweeps.get(sweepId);
    openStream(response);
    if (request.method === 'HEAD') {
      response.end();
      return;
    }
    const unsubscribe = bus.subscribe({
      onNotice: (notice) => {
        if (concerns(notice, sweepId)) send(response, `data: ${JSON.stringify(notice)}\n\n`);
      },
      onEnd: () => response.end(),
    });
    const heartbeat = setInterval(() => send(response, HEARTBEAT), HEARTBEAT_MS);
    response.on('close', () => {
      clearInterval(heartbeat);
      unsubscribe();
    });
  };
}

function openStream(response: Response): void {
  response.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-cache, no-transform',
    'x-accel-buffering': 'no',
  });
  response.write(': open\n\n');
}

function send(response: Response, text: string): void {
  if (response.writableLength > MOST_UNREAD_BYTES) response.destroy();
  else response.write(text);
}

const concerns = (notice: LiveNotice, sweepId: string | undefined): boolean =>
  sweepId === undefined || notice.type === 'resync' || ('sweepId' in notice && notice.sweepId === sweepId);
