import { QueryObserver } from '@tanstack/react-query';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createQueryClient } from './query-client.ts';
import { RefreshBuffer, whileLeaving } from './refresh-buffer.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A server whose answers take two seconds and say what was true when they were asked for. */
function slowServer(name: string) {
  const server = { state: 'pausing', asked: 0 };
  const queryFn = () => {
    const answer = server.state;
    server.asked++;
    return new Promise<string>((resolve) => setTimeout(() => resolve(answer), 2000));
  };
  return { server, options: { queryKey: ['sweep', name], queryFn } };
}

test('a notice that comes while a question is under way has it asked again after its answer', async () => {
  const client = createQueryClient();
  const { server, options } = slowServer('a');
  const shown = new QueryObserver(client, options);
  const leave = shown.subscribe(() => undefined);
  const buffer = new RefreshBuffer(client, 1000);
  server.state = 'paused';
  buffer.add([['sweep', 'a']]);
  await vi.advanceTimersByTimeAsync(2000);
  expect(shown.getCurrentResult().data).toBe('pausing');
  await vi.advanceTimersByTimeAsync(3000);
  expect(shown.getCurrentResult().data).toBe('paused');
  expect(server.asked).toBe(2);
  buffer.stop();
  leave();
});

test('notices of one interval are one question, and only what they name is asked', async () => {
  const client = createQueryClient();
  const both = ['a', 'b'].map(slowServer);
  const leave = both.map(({ options }) => new QueryObserver(client, options).subscribe(() => undefined));
  await vi.advanceTimersByTimeAsync(2000);
  const buffer = new RefreshBuffer(client, 1000);
  for (let notice = 0; notice < 5; notice++) buffer.add([['sweep', 'a']]);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(both.map(({ server }) => server.asked)).toEqual([2, 1]);
  buffer.stop();
  for (const end of leave) end();
});

test('what is being deleted is not asked about again, unless it cannot be deleted', async () => {
  const client = createQueryClient();
  const { server, options } = slowServer('c');
  const leave = new QueryObserver(client, options).subscribe(() => undefined);
  await vi.advanceTimersByTimeAsync(2000);
  const buffer = new RefreshBuffer(client, 1000);
  const notice = async () => {
    buffer.add([['sweep', 'c']]);
    await vi.advanceTimersByTimeAsync(4000);
  };
  const refused = whileLeaving(client, ['sweep', 'c'], () => Promise.reject(new Error('not ended')));
  await expect(refused).rejects.toThrow('not ended');
  await notice();
  expect(server.asked).toBe(2);
  await whileLeaving(client, ['sweep', 'c'], async () => {
    await notice();
    return undefined;
  });
  await notice();
  expect(server.asked).toBe(2);
  buffer.stop();
  leave();
});
