import { setTimeout as delay } from 'node:timers/promises';
import type { Client } from '@yoto/client';
import { AppError } from '@yoto/core';
import { hasEnded, type SweepSnapshot } from './snapshot.ts';

/** Notices come in bursts: one look answers them all. */
const LEAST_INTERVAL_MS = 300;
/** Looks without any notice, for progress that nobody announces. */
const POLL_INTERVAL_MS = 2000;
/** A server that is being restarted is waited for. */
const PATIENCE_MS = 120_000;

export interface FollowOptions {
  signal: AbortSignal;
  /** Called when the server stops answering; the following goes on. */
  onOutage: (error: AppError) => void;
}

/**
 * The sweep now and after every change, until all its jobs have ended or `signal` aborts. Throws what the first look
 * throws, and `server_unreachable` after two minutes without an answer.
 */
export async function* followSweep(
  client: Client,
  sweepId: string,
  { signal, onOutage }: FollowOptions,
): AsyncGenerator<SweepSnapshot> {
  const ended = new AbortController();
  let announce = () => {};
  // Notices only make it quicker: without them the polling goes on.
  client
    .live({ sweepId, signal: AbortSignal.any([signal, ended.signal]), onNotice: () => announce() })
    .catch(() => undefined);
  try {
    let snapshot = await look(client, sweepId);
    for (;;) {
      yield snapshot;
      if (hasEnded(snapshot) || signal.aborted) return;
      const changed = new AbortController();
      announce = () => changed.abort();
      await pause(LEAST_INTERVAL_MS, signal);
      await pause(POLL_INTERVAL_MS, AbortSignal.any([signal, changed.signal]));
      if (signal.aborted) return;
      snapshot = await lookPatiently(() => look(client, sweepId), signal, onOutage);
    }
  } finally {
    ended.abort();
  }
}

async function look(client: Client, sweepId: string): Promise<SweepSnapshot> {
  const request = { params: { id: sweepId } };
  // The sweep is read last, so that its counts include every job that is seen to have ended.
  const { items: jobs } = await client.listSweepJobs(request);
  return { sweep: await client.getSweep(request), jobs };
}

/** Looks again while the server does not answer. Throws `server_unreachable` after two minutes of that. */
export async function lookPatiently<T>(
  look: () => Promise<T>,
  signal: AbortSignal,
  onOutage: (error: AppError) => void,
): Promise<T> {
  const deadline = Date.now() + PATIENCE_MS;
  let told = false;
  for (;;) {
    try {
      return await look();
    } catch (error) {
      const passing = error instanceof AppError && error.code === 'server_unreachable';
      if (!passing || signal.aborted || Date.now() > deadline) throw error;
      if (!told) onOutage(error);
      told = true;
      await pause(POLL_INTERVAL_MS, signal);
    }
  }
}

/** Waits; an abort ends the wait early. */
export const pause = (delayMs: number, signal: AbortSignal): Promise<void> =>
  delay(delayMs, undefined, { signal }).catch(() => undefined);
