import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { AppError, type AttemptReport, randomStream } from '@yoto/core';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { retryWhileUnavailable } from '../retry-while-unavailable.ts';
import { openRecordLog, type RecordLog } from '../spool/record-log.ts';
import { spoolBudget } from '../spool/spool-budget.ts';
import { ReportJournal } from './report-journal.ts';

const away = () => new AppError('database_unavailable', 'away');
const metrics = (step: number): AttemptReport => ({
  type: 'metrics',
  points: [{ name: 'loss', step, value: 1 }],
});
const checkpoint = (step: number): AttemptReport => ({
  type: 'checkpoint',
  step,
  score: null,
  file: `step-${step}`,
  bytes: 10,
});

let folder: string;
let log: RecordLog<AttemptReport>;
/** What the stores took, in order, with the points of merged records one by one. */
let stored: AttemptReport[];
let isAway: () => boolean;
let refuse: AppError | undefined;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'yoto-journal-'));
  ({ log } = await openRecordLog<AttemptReport>(path.join(folder, 'records.log')));
  stored = [];
  isAway = () => false;
  refuse = undefined;
});
afterEach(async () => {
  await log.close();
  await rm(folder, { recursive: true, force: true });
});

function journal({ spoolBytes = 1e6, delayMs = 0 } = {}): ReportJournal {
  return new ReportJournal({
    log,
    budget: spoolBudget(spoolBytes),
    async apply(record) {
      if (delayMs > 0) await sleep(delayMs);
      if (refuse) throw refuse;
      if (isAway()) throw away();
      if (record.type === 'metrics') {
        stored.push(...record.points.map((point) => ({ type: 'metrics' as const, points: [point] })));
      } else stored.push(record);
    },
    persist: (write) =>
      retryWhileUnavailable(write, { signal: new AbortController().signal, onWait: () => undefined }),
  });
}

describe('the journal of an attempt', () => {
  test('writes through while the stores answer: nothing goes to disk', async () => {
    const one = journal();
    for (let step = 0; step < 5; step++) await one.write(metrics(step));
    expect(stored).toHaveLength(5);
    expect(log.size()).toBe(0);
  });

  test('keeps records on disk while the stores are away, and flushes them in order', async () => {
    const one = journal();
    await one.write(metrics(1));
    isAway = () => true;
    const kept = [metrics(2), metrics(3), checkpoint(3), metrics(4)];
    for (const record of kept) await one.write(record);
    expect(stored).toEqual([metrics(1)]);
    expect(log.size()).toBeGreaterThan(0);
    isAway = () => false;
    await one.write(metrics(5));
    await one.flushed();
    expect(stored).toEqual([metrics(1), ...kept, metrics(5)]);
    expect(log.size()).toBe(0);
  });

  test('INVARIANT: whatever the stores do, they get the records in order, each once', async () => {
    const one = journal();
    const random = randomStream(7, 'outages', 0).uniforms(100_000);
    let calls = 0;
    isAway = () => (random[calls++ % random.length] as number) < 0.4;
    const written = Array.from({ length: 200 }, (_, i) => (i % 10 === 9 ? checkpoint(i) : metrics(i)));
    for (const record of written) {
      await one.write(record);
      const done = stored.findLastIndex((record) => record.type === 'checkpoint');
      // Before a checkpoint there is every point that was written before it.
      expect(stored.slice(0, done + 1)).toEqual(written.slice(0, done + 1));
    }
    isAway = () => false;
    await one.flushed();
    expect(stored).toEqual(written);
  }, 30_000);

  test('a slow store does not hold up the trainer, and gets nothing twice', async () => {
    const one = journal({ delayMs: 1500 });
    const started = Date.now();
    await one.write(checkpoint(1));
    await one.write(metrics(2));
    expect(Date.now() - started).toBeLessThan(1450);
    expect(stored).toEqual([]);
    await one.flushed();
    expect(stored).toEqual([checkpoint(1), metrics(2)]);
  });

  test('a full spool makes the trainer wait, and loses nothing', async () => {
    const one = journal({ spoolBytes: 200 });
    isAway = () => true;
    const written: AttemptReport[] = [];
    const writing = (async () => {
      for (let step = 0; step < 30; step++) {
        written.push(metrics(step));
        await one.write(metrics(step));
      }
    })();
    await sleep(300);
    expect(written.length).toBeLessThan(10);
    expect(log.size()).toBeLessThanOrEqual(200);
    const waiting = written.length;
    await sleep(200);
    expect(written.length).toBe(waiting);
    isAway = () => false;
    await writing;
    await one.flushed();
    expect(stored).toEqual(written);
  });

  test('a record larger than the whole spool waits for the stores', async () => {
    const one = journal({ spoolBytes: 10 });
    isAway = () => true;
    const writing = one.write(metrics(1));
    await sleep(50);
    isAway = () => false;
    await writing;
    expect(stored).toEqual([metrics(1)]);
  });

  test('what the stores refuse ends the attempt, now or when it is flushed', async () => {
    const one = journal();
    isAway = () => true;
    await one.write(metrics(1));
    refuse = new AppError('stale_attempt', 'taken over');
    await expect(one.flushed()).rejects.toBe(refuse);
    await expect(one.write(metrics(2))).rejects.toBe(refuse);
    await expect(journal().write(metrics(1))).rejects.toBe(refuse);
    expect(stored).toEqual([]);
  });
});
