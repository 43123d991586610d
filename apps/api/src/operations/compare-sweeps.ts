import { AppError, parseCompared } from '@yoto/core';
import { checkComparison, compareSweep, type MergedSweep, mergedInput } from '@yoto/frontier';
import { assertComparable, choiceOf, comparedTask, readMeasured } from './get-sweep-comparison.ts';
import type { Operation } from './operation.ts';

/** How groups of several sweeps compare; computed and kept as the comparison of one sweep is. */
export const compareSweeps: Operation<'compareSweeps'> = async (context, { query }) => {
  const { storage, tasks, comparisons } = context;
  const parts = parseCompared([query.of].flat());
  const found = await Promise.all(
    parts.map(async ({ id, groups }) => {
      const [stateKey, sweep] = await Promise.all([storage.sweeps.stateKey(id), storage.sweeps.get(id)]);
      return { stateKey, sweep, groups };
    }),
  );
  const taskIds = [...new Set(found.map(({ sweep }) => sweep.taskId))];
  if (taskIds.length > 1) {
    throw new AppError(
      'invalid_input',
      `of: only sweeps of one task can be compared, and these train ${taskIds.join(' and ')}`,
    );
  }
  const task = comparedTask(tasks.get(taskIds[0] ?? ''));
  const choice = choiceOf(query);
  const merged = (inputs: readonly MergedSweep['input'][]) =>
    mergedInput(
      found.map(({ sweep, groups }, i) => ({
        name: sweep.name,
        groups,
        input: inputs[i] ?? { sweepId: sweep.id, spec: sweep.spec, jobs: [], evaluations: [] },
      })),
    );
  // A wrong choice is refused at once, and waits for no thread.
  const { spec } = merged([]);
  assertComparable(spec);
  checkComparison({ spec, task, ...choice });
  const read = async () => {
    const inputs = await Promise.all(found.map(({ sweep }) => readMeasured(context, sweep.id)));
    return { ...merged(inputs), task, ...choice };
  };
  const stateKey = found.map((one) => one.stateKey).join(' ');
  const subject = JSON.stringify([parts, choice]);
  const known = query.intervals === 'ready' ? comparisons.ready(subject, stateKey) : undefined;
  if (known) return known;
  if (query.intervals !== 'yes') return compareSweep(await read(), { resamples: 0 });
  return comparisons.get(subject, stateKey, read);
};
