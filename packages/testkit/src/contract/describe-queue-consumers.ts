/** The part of the queue's contract that is about consumers. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { JobMessage, JobQueue } from '@yoto/queue';
import { expect, test, vi } from 'vitest';
import { gate, message, messages, type QueueUnderTest } from './queue-under-test.ts';

export function describeConsumers(
  current: () => { queue: JobQueue; backend: QueueUnderTest; errors: Error[] },
): void {
  test('handles as many at a time as asked, over all consumers each message once', async () => {
    const { queue, backend } = current();
    const other = await backend.open();
    const { started, handle, open } = gate();
    let running = 0;
    let most = 0;
    const handleCounted = async (one: JobMessage) => {
      most = Math.max(most, ++running);
      await handle(one);
      await sleep(10);
      running--;
    };
    const consumers = await Promise.all(
      [queue, other].map((one) => one.consume({ concurrency: 3 }, handleCounted)),
    );
    await queue.enqueue(messages(40));
    await vi.waitFor(() => expect(started).toHaveLength(6), { timeout: 20_000 });
    open();
    await vi.waitFor(() => expect(started).toHaveLength(40), { timeout: 20_000 });
    await Promise.all(consumers.map((consumer) => consumer.close()));
    await other.close();
    expect(new Set(started.map(({ jobId }) => jobId)).size).toBe(40);
    expect(most).toBe(6);
  });

  test('a handler that fails is reported, its message is done, and others go on', async () => {
    const { queue, errors } = current();
    const received: number[] = [];
    const consumer = await queue.consume({ concurrency: 1 }, async ({ attempt }) => {
      received.push(attempt);
      if (attempt === 1) throw new Error('handler broke');
    });
    await queue.enqueue([message({ attempt: 1 }), message({ attempt: 2 })]);
    await vi.waitFor(() => expect(received).toHaveLength(2), { timeout: 20_000 });
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
    await vi.waitFor(() => expect(started).toHaveLength(2), { timeout: 20_000 });
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
    await vi.waitFor(() => expect(started).toHaveLength(1), { timeout: 20_000 });
    await consumer.pause();
    await consumer.pause();
    await queue.enqueue(messages(3));
    await sleep(500);
    expect(started).toHaveLength(1);
    expect(await queue.counts()).toEqual({ waiting: 3, active: 1 });

    const other = await backend.open();
    const taken: JobMessage[] = [];
    const healthy = await other.consume({ concurrency: 1 }, async (one) => void taken.push(one));
    await vi.waitFor(() => expect(taken).toHaveLength(3), { timeout: 20_000 });
    await healthy.close();
    await other.close();

    await queue.enqueue(messages(2));
    await sleep(200);
    expect(started).toHaveLength(1);
    await consumer.resume();
    await vi.waitFor(() => expect(started).toHaveLength(2), { timeout: 20_000 });
    open();
    await vi.waitFor(() => expect(started).toHaveLength(3), { timeout: 20_000 });
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
    await vi.waitFor(() => expect(received).toHaveLength(1), { timeout: 20_000 });
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
