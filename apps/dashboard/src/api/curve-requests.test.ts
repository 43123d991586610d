import { expect, it } from 'vitest';
import { type CurvePart, gatherCurves } from './curve-requests.ts';

const LOSS: CurvePart = { name: 'loss', range: undefined, maxPoints: 100 };
const never = () => new AbortController().signal;

/** Answers every request with curves of one point, and says what it was asked. */
function server(fail?: Error) {
  const asked: { jobs: string[]; name: string; signal: AbortSignal | undefined }[] = [];
  const ask = gatherCurves(async ({ query }, options) => {
    const jobs = [query.job].flat();
    asked.push({ jobs, name: query.name, signal: options?.signal });
    if (fail) throw fail;
    return {
      items: jobs.map((jobId) => ({ jobId, curve: null, points: [{ step: Number(jobId), value: 1 }] })),
    };
  });
  return { asked, ask };
}

it('fetches what is asked for at the same time in one request, each part in its own', async () => {
  const { asked, ask } = server();
  const answers = await Promise.all([
    ask('1', LOSS, never()),
    ask('2', { ...LOSS, name: 'kl' }, never()),
    ask('3', LOSS, never()),
  ]);
  expect(answers.map(({ points }) => points[0]?.step)).toEqual([1, 2, 3]);
  expect(asked.map(({ jobs, name }) => [name, jobs])).toEqual([
    ['loss', ['1', '3']],
    ['kl', ['2']],
  ]);
  await ask('1', LOSS, never());
  expect(asked).toHaveLength(3);
});

it('asks for no more curves at once than the server answers', async () => {
  const { asked, ask } = server();
  const answers = await Promise.all(Array.from({ length: 51 }, (_, i) => ask(`${i}`, LOSS, never())));
  expect(answers.map(({ jobId }) => jobId)).toEqual(Array.from({ length: 51 }, (_, i) => `${i}`));
  expect(asked.map(({ jobs }) => jobs.length)).toEqual([50, 1]);
});

it('leaves out what nobody wants any more, and ends the request once nobody wants any of it', async () => {
  const { asked, ask } = server();
  const [early, late, last] = [new AbortController(), new AbortController(), new AbortController()];
  const gone = ask('1', LOSS, early.signal);
  early.abort(new Error('gone'));
  await expect(gone).rejects.toThrow('gone');
  await Promise.all([ask('2', LOSS, late.signal), ask('3', LOSS, last.signal)]);
  expect(asked.map(({ jobs }) => jobs)).toEqual([['2', '3']]);
  late.abort();
  expect(asked[0]?.signal?.aborted).toBe(false);
  last.abort();
  expect(asked[0]?.signal?.aborted).toBe(true);
});

it('tells everybody what went wrong', async () => {
  const { ask } = server(new Error('away'));
  const answers = await Promise.allSettled([ask('1', LOSS, never()), ask('2', LOSS, never())]);
  expect(answers.map((answer) => answer.status === 'rejected' && answer.reason.message)).toEqual([
    'away',
    'away',
  ]);
});
