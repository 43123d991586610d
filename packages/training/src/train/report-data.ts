import { frozenRecords } from '../frozen/frozen-weights.ts';
import type { TaskRun } from '../task.ts';
import type { Stopwatch } from './stopwatch.ts';
import type { TrainReport } from './train-job.ts';

/** Reports what data and frozen weights a run works with. Throws what the task throws when it reads its data for the fingerprint. */
export async function reportData(
  run: Pick<TaskRun, 'data' | 'frozen'>,
  { report, stopwatch }: { report: Pick<TrainReport, 'data'>; stopwatch: Stopwatch },
): Promise<void> {
  if (!report.data) return;
  const { data } = run;
  const fingerprint = await stopwatch.measure('data', () => data.fingerprint?.() ?? null);
  const { description } = data;
  const frozen = frozenRecords(run);
  await stopwatch.measure('report', () => report.data?.({ description, fingerprint, frozen }));
}
