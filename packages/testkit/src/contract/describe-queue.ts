/** What every queue backend must do; run on each of them. */
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { JobMessage, JobQueue } from '@yoto/queue';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';

export interface QueueUnderTest {
  /** Another connection to the same queue. */
  open(onError?: (error: Error) => void): Promise<JobQueue>;
  /** Forgets every message. */
  clear(): Promise<void>;
  /** Called after all tests. */
  stop(): Promise<void>;
}

const message = (fields: Partial<JobMessage> = {}): JobMessage => ({
  jobId: randomUUID(),
  attempt: 1,
  priority: 0,
  notBefore: null,
  ...fields,
});
const messages = (count: number) => Array.from({ length: count }, () => message());

/** A handler that notes what it gets and waits until it is let go. */
function gate() {
  let open: () => void = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  const started: JobMessage[] = [];
  const handle = async (received: JobMessage) => {
    started.push(received);
    await opened;
  };
  return { started, handle, open };
}

export function describeQueue(name: string, prepare: () => Promise<QueueUnderTest>): void {
  describe(`job queue: ${name}`, () => {
    let backend: QueueUnderTest;
    let queue: JobQueue;
    const errors: Error[] = [];
    beforeAll(async () => {
      backend = await prepare();
    });
    beforeEach(async () => {
      await backend.clear();
      errors.length = 0;
      queue = await backend.open((error) => errors.push(error));
    });
    afterEach(() => queue.close());
    afterAll(() => backend.stop());
    describeDelivery(() => queue);
    describeConsumers(() => ({ queue, backend, errors }));
  });
}

function describeDelivery(current: () => JobQueue): void {
  test('delivers every message once, as it was sent', async () => {
    const sent = messages(30).map((one, i) => ({ ...one, attempt: i + 1, priority: i - 15 }));
    const received: JobMessage[] = [];
    const consumer = await current().consume({ concurrency: 4 }, async (one) => void received.push(one));
    await current().enqueue(sent);
    await vi.waitFor(() => expect(received).toHaveLength(30), { timeout: 10_000 });
    await consumer.close();
    expect(new Map(received.map((one) => [one.jobId, one]))).toEqual(
      new Map(sent.map((one) => [one.jobId, one])),
    );
    expect(await current().counts()).toEqual({ waiting: 0, active: 0 });
  });

  test('a message that waits already is not sent again; the next attempt is another message', async () => {
    const first = message();
    await current().enqueue([first, first]);
    await current().enqueue([first]);
    expect(await current().counts()).toEqual({ waiting: 1, active: 0 });
    await current().enqueue([{ ...first, attempt: 2 }]);
    expect(await current().counts()).toEqual({ waiting: 2, active: 0 });
  });

  test('a message may be sent again while its handler runs, once', async () => {
    const { started, handle, open } = gate();
    const again = message();
    const consumer = await current().consume({ concurrency: 1 }, handle);
    await current().enqueue([again]);
    await vi.waitFor(() => expect(started).toHaveLength(1), { timeout: 10_000 });
    await current().enqueue([again]);
    await current().enqueue([again, again]);
    expect(await current().counts()).toEqual({ waiting: 1, active: 1 });
    open();
    await vi.waitFor(() => expect(started).toEqual([again, again]), { timeout: 10_000 });
    await consumer.close();
    expect(await current().counts()).toEqual({ waiting: 0, active: 0 });
  });

  test('a message may be sent again once it is done', async () => {
    const received: JobMessage[] = [];
    const again = message();
    const consumer = await current().consume({ concurrency: 1 }, async (one) => void received.push(one));
    await current().enqueue([again]);
    await vi.waitFor(
      async () => {
        expect(received).toHaveLength(1);
        expect(await current().counts()).toEqual({ waiting: 0, active: 0 });
      },
      { timeout: 10_000 },
    );
    await current().enqueue([again]);
    await vi.waitFor(() => expect(received).toHaveLength(2), { timeout: 10_000 });
    await consumer.close();
  });

  test('higher priorities come first, equal ones in order', async () => {
    const priorities = [0, -100, 50, 100, -1, 1, 50];
    const sent = priorities.map((priority, i) => message({ priority, attempt: i + 1 }));
    await current().enqueue(sent);
    const received: JobMessage[] = [];
    const consumer = await current().consume({ concurrency: 1 }, async (one) => void received.push(one));
    await vi.waitFor(() => expect(received).toHaveLength(7), { timeout: 10_000 });
    await consumer.close();
    expect(received.map((one) => one.priority)).toEqual([100, 50, 50, 1, 0, -1, -100]);
    expect(received.filter((one) => one.priority === 50).map((one) => one.attempt)).toEqual([3, 7]);
  });

  test('delivers no earlier than asked', async () => {
    const notBefore = new Date(Date.now() + 1_000);
    let receivedAt = 0;
    const consumer = await current().consume({ concurrency: 1 }, async () => {
      receivedAt = Date.now();
    });
    await current().enqueue([message({ notBefore })]);
    expect(await current().counts()).toEqual({ waiting: 1, active: 0 });
    await vi.waitFor(() => expect(receivedAt).toBeGreaterThan(0), { timeout: 10_000 });
    await consumer.close();
    expect(receivedAt).toBeGreaterThanOrEqual(notBefore.getTime());
  });

  test('takes back what waits, and leaves the rest alone', async () => {
    const [waiting, later, running] = [
      message(),
      message({ notBefore: new Date(Date.now() + 60_000) }),
      message(),
    ];
    const { started, handle, open } = gate();
    const consumer = await current().consume({ concurrency: 1 }, handle);
    await current().enqueue([running]);
    await vi.waitFor(() => expect(started).toHaveLength(1), { timeout: 10_000 });
    await current().enqueue([waiting, later]);
    for (const one of [waiting, later, running, message()]) await current().remove(one);
    expect(await current().counts()).toEqual({ waiting: 0, active: 1 });
    open();
    await consumer.close();
    expect(started).toEqual([running]);
    expect(await current().counts()).toEqual({ waiting: 0, active: 0 });
  });
}

function describeConsumers(
  current: () => { queue: JobQueue; backend: QueueUnderTest; errors: Error[] },
): void {
  test('handles as many at a time as asked, over all consumers each message once', async () => {
    const { queue, backend } = current();
    const other = await backend.open();
    const received: string[] = [];
    let running = 0;
    let most = 0;
    const handle = async ({ jobId }: JobMessage) => {
      most = Math.max(most, ++running);
      await sleep(20);
      running--;
      received.push(jobId);
    };
    const consumers = await Promise.all([queue, other].map((one) => one.consume({ concurrency: 3 }, handle)));
    await queue.enqueue(messages(40));
    await vi.waitFor(() => expect(received).toHaveLength(40), { timeout: 10_000 });
    await Promise.all(consumers.map((consumer) => consumer.close()));
    await other.close();
    expect(new Set(received).size).toBe(40);
    expect(most).toBeGreaterThan(3);
    expect(most).toBeLessThanOrEqual(6);
  });

  test('a handler that fails is reported, its message is done, and others go on', async () => {
    const { queue, errors } = current();
    const received: number[] = [];
    const consumer = await queue.consume({ concurrency: 1 }, async ({ attempt }) => {
      received.push(attempt);
      if (attempt === 1) throw new Error('handler broke');
    });
    await queue.enqueue([message({ attempt: 1 }), message({ attempt: 2 })]);
    await vi.waitFor(() => expect(received).toHaveLength(2), { timeout: 10_000 });
    await consumer.close();
    expect(received).toEqual([1, 2]);
    expect(errors.map((error) => error.message)).toEqual(['handler broke']);
    expect(await queue.counts()).toEqual({ waiting: 0, active: 0 });
  });

  test('closing waits for the handlers that run and takes no more', async () => {
    const { queue } = current();
    const { started, handle, open } = gate();
    const consumer = await queue.consume({ concurrency: 2 }, handle);
    await queue.enqueue(messages(5));
    await vi.waitFor(() => expect(started).toHaveLength(2), { timeout: 10_000 });
    let closed = false;
    const closing = consumer.close().then(() => {
      closed = true;
    });
    await sleep(200);
    expect(closed).toBe(false);
    open();
    await closing;
    await consumer.close();
    expect(started).toHaveLength(2);
    expect(await queue.counts()).toEqual({ waiting: 3, active: 0 });
  });

  test('a paused consumer takes nothing until it is resumed; its handlers go on, others take messages', async () => {
    const { queue, backend } = current();
    const { started, handle, open } = gate();
    const consumer = await queue.consume({ concurrency: 2 }, handle);
    await queue.enqueue(messages(1));
    await vi.waitFor(() => expect(started).toHaveLength(1), { timeout: 10_000 });
    await consumer.pause();
    await consumer.pause();
    await queue.enqueue(messages(3));
    await sleep(500);
    expect(started).toHaveLength(1);
    expect(await queue.counts()).toEqual({ waiting: 3, active: 1 });

    const other = await backend.open();
    const taken: JobMessage[] = [];
    const healthy = await other.consume({ concurrency: 1 }, async (one) => void taken.push(one));
    await vi.waitFor(() => expect(taken).toHaveLength(3), { timeout: 10_000 });
    await healthy.close();
    await other.close();

    await queue.enqueue(messages(2));
    await sleep(200);
    expect(started).toHaveLength(1);
    await consumer.resume();
    await vi.waitFor(() => expect(started).toHaveLength(2), { timeout: 10_000 });
    open();
    await vi.waitFor(() => expect(started).toHaveLength(3), { timeout: 10_000 });
    await consumer.close();
    expect(await queue.counts()).toEqual({ waiting: 0, active: 0 });
  });

  test('an idle consumer can be paused, closed while it is, and started anew', async () => {
    const { queue } = current();
    const received: JobMessage[] = [];
    const consumer = await queue.consume({ concurrency: 1 }, async (one) => void received.push(one));
    await consumer.resume();
    await consumer.pause();
    await queue.enqueue(messages(1));
    await sleep(300);
    await consumer.close();
    expect(received).toEqual([]);
    expect(await queue.counts()).toEqual({ waiting: 1, active: 0 });
    const next = await queue.consume({ concurrency: 1 }, async (one) => void received.push(one));
    await vi.waitFor(() => expect(received).toHaveLength(1), { timeout: 10_000 });
    await next.close();
  });

  test('answers pings, and closes twice', async () => {
    const { backend } = current();
    const other = await backend.open();
    await other.ping();
    await other.close();
    await other.close();
    await expect(other.ping()).rejects.toMatchObject({ code: 'queue_unavailable' });
  });
}
