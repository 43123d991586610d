/** One connection that LISTENs for all listeners of a process, and comes back by itself when it breaks. */

import { setTimeout as sleep } from 'node:timers/promises';
import type { DatabaseTarget } from '@yoto/connections';
import type { LiveNotice } from '@yoto/core';
import pg from 'pg';
import { noticeChannel, parseNotice } from './notices.ts';

const FIRST_RETRY_DELAY_MS = 100;
const LONGEST_RETRY_DELAY_MS = 5_000;
const CONNECT_TIMEOUT_MS = 5_000;
/** A connection whose network went away says nothing at all: only asking finds out. */
const PROBE_INTERVAL_MS = 10_000;
const PROBE_TIMEOUT_MS = 5_000;

type OnNotice = (notice: LiveNotice) => void;

export class NoticeListener {
  readonly #target: DatabaseTarget;
  readonly #listeners = new Set<OnNotice>();
  #connection: Promise<pg.Client> | undefined;
  #probe: NodeJS.Timeout | undefined;
  readonly #closing = new AbortController();

  constructor(target: DatabaseTarget) {
    this.#target = target;
  }

  /** Resolves once notices arrive; throws when the database cannot be reached now. */
  async add(onNotice: OnNotice): Promise<() => Promise<void>> {
    // Every listener is its own entry, even when the same function is given twice.
    const listener: OnNotice = (notice) => onNotice(notice);
    this.#listeners.add(listener);
    try {
      this.#connection ??= this.#connect();
      await this.#connection;
    } catch (error) {
      this.#listeners.delete(listener);
      this.#connection = undefined;
      throw error;
    }
    return async () => {
      this.#listeners.delete(listener);
    };
  }

  async close(): Promise<void> {
    this.#closing.abort();
    this.#listeners.clear();
    clearInterval(this.#probe);
    const client = await this.#connection?.catch(() => undefined);
    await client?.end();
  }

  async #connect(): Promise<pg.Client> {
    const client = new pg.Client({
      ...this.#target.config,
      application_name: 'yoto-listen',
      connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
      query_timeout: PROBE_TIMEOUT_MS,
      keepAlive: true,
    });
    client.on('error', () => {}); // `end` follows
    client.on('notification', ({ payload }) => {
      const notice = parseNotice(payload);
      if (notice) this.#tell(notice);
    });
    try {
      await client.connect();
      await client.query(`listen ${pg.escapeIdentifier(noticeChannel(this.#target.schema))}`);
    } catch (error) {
      client.end().catch(() => {});
      throw error;
    }
    client.once('end', () => this.#reconnect());
    this.#startProbing(client);
    return client;
  }

  #startProbing(client: pg.Client): void {
    clearInterval(this.#probe);
    this.#probe = setInterval(() => {
      // With a query that hangs, `end()` closes the socket at once; the reconnection follows.
      client.query('select 1').catch(() => client.end());
    }, PROBE_INTERVAL_MS);
    this.#probe.unref();
  }

  #reconnect(): void {
    clearInterval(this.#probe);
    if (this.#closing.signal.aborted) return;
    this.#connection = this.#connectAgain();
    // Only close() and later listeners await it.
    this.#connection.then(
      () => this.#tell({ type: 'resync' }),
      () => {},
    );
  }

  async #connectAgain(): Promise<pg.Client> {
    for (let delayMs = FIRST_RETRY_DELAY_MS; ; delayMs = Math.min(delayMs * 2, LONGEST_RETRY_DELAY_MS)) {
      await sleep(delayMs, undefined, { signal: this.#closing.signal });
      try {
        return await this.#connect();
      } catch {
        // still away
      }
    }
  }

  #tell(notice: LiveNotice): void {
    for (const listener of this.#listeners) listener(notice);
  }
}
