/** What a run through faults is reported as. */
import type { JobEvidence } from '../evidence/read-evidence.ts';
import { FAULT_KINDS } from '../faults/fault-plan.ts';
import type { CalmRun, RoughRun } from '../prove.ts';
import { formatTable } from './table.ts';

const MOST_VIOLATIONS_SHOWN = 30;

export function formatRoughRun(calm: CalmRun, rough: RoughRun): string {
  return [
    `Queue on ${rough.backend}`,
    faultTable(rough),
    outcomeTable(rough),
    costTable(calm, rough),
    verdict(rough),
  ].join('\n\n');
}

function faultTable({ faults }: RoughRun): string {
  const rows = [...faults].map(([kind, count]) => [FAULT_KINDS[kind].title, count] as const);
  const total = rows.reduce((sum, [, count]) => sum + count, 0);
  return formatTable(
    ['faults injected', 'count'],
    [...rows.toSorted((a, b) => b[1] - a[1]), ['total', total]],
  );
}

function outcomeTable({ sweeps }: RoughRun): string {
  const counts = new Map<string, number>();
  for (const { outcome } of attemptsOf(sweeps.flat())) {
    const key = outcome ?? 'left open';
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return formatTable(
    ['attempts by outcome', 'count'],
    [...counts].toSorted((a, b) => b[1] - a[1]),
  );
}

function costTable(calm: CalmRun, rough: RoughRun): string {
  const jobs = rough.sweeps.flat();
  const attempts = attemptsOf(jobs);
  const takeovers = attempts.filter(({ number }) => number > 1);
  const resumed = takeovers.filter(({ resumedFromStep }) => resumedFromStep !== null);
  const calmSeconds = deviceSeconds(calm.jobs);
  const secondsAStep = calmSeconds / calm.jobs.reduce((sum, { step }) => sum + step, 0);
  const sweeps = rough.sweeps.length;
  const points = jobs.reduce((sum, { metrics, evaluations }) => sum + metrics.size + evaluations.size, 0);
  return formatTable(
    ['measure', 'value'],
    [
      ['sweeps trained through faults', sweeps],
      ['jobs completed', `${jobs.filter(({ state }) => state === 'completed').length} of ${jobs.length}`],
      ['takeovers (attempts after the first)', takeovers.length],
      ['… that went on from a checkpoint', resumed.length],
      ['quarantined workers released', rough.released],
      ['metric and evaluation points compared', points],
      ['writes of attempts that were taken over', rough.audit.lateWrites],
      ['steps computed more than once', rough.audit.recomputedSteps],
      [
        'seconds of training lost (steps x time a step)',
        (rough.audit.recomputedSteps * secondsAStep).toFixed(1),
      ],
      ['device seconds a sweep, calm', calmSeconds.toFixed(1)],
      ['device seconds a sweep, through faults', (deviceSeconds(jobs) / sweeps).toFixed(1)],
      ['wall seconds, calm (one sweep)', calm.wallSeconds.toFixed(1)],
      [`wall seconds, through faults (${sweeps} sweeps)`, rough.wallSeconds.toFixed(1)],
    ],
  );
}

function verdict({ backend, violations }: RoughRun): string {
  if (violations.length === 0)
    return `PASS (${backend}): nothing lost, nothing counted twice, the same weights as the calm run`;
  const shown = violations.slice(0, MOST_VIOLATIONS_SHOWN).map((line) => `  ${line}`);
  const more = violations.length - shown.length;
  return [
    `FAIL (${backend}): ${violations.length} differences`,
    ...shown,
    ...(more > 0 ? [`  … and ${more} more`] : []),
  ].join('\n');
}

const attemptsOf = (jobs: readonly JobEvidence[]) => jobs.flatMap(({ attempts }) => attempts);
const deviceSeconds = (jobs: readonly JobEvidence[]) =>
  attemptsOf(jobs).reduce((sum, { seconds }) => sum + seconds, 0);
