/** What every queue backend must do; run on each of them. */
import type { JobMessage, JobQueue } from '@yoto/queue';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { describeConsumers } from './describe-queue-consumers.ts';
import { gate, message, messages, type QueueUnderTest } from './queue-under-test.ts';

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
    await vi.waitFor(() => expect(received).toHaveLength(30), { timeout: 20_000 });
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
    await vi.waitFor(() => expect(started).toHaveLength(1), { timeout: 20_000 });
    await current().enqueue([again]);
    await current().enqueue([again, again]);
    expect(await current().counts()).toEqual({ waiting: 1, active: 1 });
    open();
    await vi.waitFor(() => expect(started).toEqual([again, again]), { timeout: 20_000 });
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
      { timeout: 20_000 },
    );
    await current().enqueue([again]);
    await vi.waitFor(() => expect(received).toHaveLength(2), { timeout: 20_000 });
    await consumer.close();
  });

  test('higher priorities come first, equal ones in order', async () => {
    const priorities = [0, -100, 50, 100, -1, 1, 50];
    const sent = priorities.map((priority, i) => message({ priority, attempt: i + 1 }));
    await current().enqueue(sent);
    const received: JobMessage[] = [];
    const consumer = await current().consume({ concurrency: 1 }, async (one) => void received.push(one));
    await vi.waitFor(() => expect(received).toHaveLength(7), { timeout: 20_000 });
    await consumer.close();
    expect(received.map((one) => one.priority)).toEqual([100, 50, 50, 1, 0, -1, -100]);
    expect(received.filter((one) => one.priority === 50).map((one) => one.attempt)).toEqual([3, 7]);
  });

  test('delivers no earlier than asked', async () => {
    let receivedAt = 0;
    const consumer = await current().consume({ concurrency: 1 }, async () => {
      receivedAt = Date.now();
    });
    const notBefore = new Date(Date.now() + 2_000);
    await current().enqueue([message({ notBefore })]);
    expect(await current().counts()).toEqual({ waiting: 1, active: 0 });
    await vi.waitFor(() => expect(receivedAt).toBeGreaterThan(0), { timeout: 20_000 });
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
    await vi.waitFor(() => expect(started).toHaveLength(1), { timeout: 20_000 });
    await current().enqueue([waiting, later]);
    for (const one of [waiting, later, running, message()]) await current().remove(one);
    expect(await current().counts()).toEqual({ waiting: 0, active: 1 });
    open();
    await consumer.close();
    expect(started).toEqual([running]);
    expect(await current().counts()).toEqual({ waiting: 0, active: 0 });
  });
}
