import type { TaskRun } from '../task.ts';
import type { Stopwatch } from './stopwatch.ts';
import type { TrainReport } from './train-job.ts';

/** Reports what data a run works with. Throws what the task throws when it reads its data for the fingerprint. */
export async function reportData(
  { data }: Pick<TaskRun, 'data'>,
  { report, stopwatch }: { report: Pick<TrainReport, 'data'>; stopwatch: Stopwatch },
): Promise<void> {
  if (!report.data) return;
  const fingerprint = await stopwatch.measure('data', () => data.fingerprint?.() ?? null);
  const { description } = data;
  await stopwatch.measure('report', () => report.data?.({ description, fingerprint }));
}
