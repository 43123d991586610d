import { expect, test } from 'vitest';
import { latestOnly } from './latest-only.ts';

/** Work that ends when the test says so. */
function work() {
  const pending: { request: number; end: (error?: Error) => void }[] = [];
  const begin = (request: number) =>
    new Promise<number>((resolve, reject) => {
      pending.push({ request, end: (error) => (error ? reject(error) : resolve(-request)) });
    });
  return { pending, begin };
}
const turn = () => new Promise((resolve) => setImmediate(resolve));

test('of what is asked for while it works, only the newest is done', async () => {
  const { pending, begin } = work();
  const answers: number[][] = [];
  const queue = latestOnly(
    begin,
    (answer, request) => answers.push([request, answer]),
    (error) => answers.push([Number.NaN, Number(error)]),
  );
  for (const request of [1, 2, 3]) queue.ask(request);
  expect(pending.map(({ request }) => request)).toEqual([1]);
  pending[0]?.end();
  await turn();
  expect(pending.map(({ request }) => request)).toEqual([1, 3]);
  pending[1]?.end();
  await turn();
  expect(answers).toEqual([
    [1, -1],
    [3, -3],
  ]);
});

test('an error does not end it, and after its end it says nothing', async () => {
  const { pending, begin } = work();
  const said: unknown[] = [];
  const queue = latestOnly(
    begin,
    (answer) => said.push(answer),
    (error) => said.push(error),
  );
  queue.ask(1);
  const error = new Error('no');
  pending[0]?.end(error);
  await turn();
  queue.ask(2);
  queue.close();
  pending[1]?.end();
  await turn();
  expect(said).toEqual([error]);
});
