/** Which sweeps are seeded: their templates, names, states and times. Pure. */
import type { SweepLabels, TaskCatalogue } from '@yoto/core';
import { comparisonSpec, type ExperimentKind, KINDS } from './kinds.ts';
import { chance, uuidAt } from './random.ts';
import type { SeedSizes } from './sizes.ts';
import { type SweepTemplate, sweepTemplate } from './template.ts';

/** How the jobs of a sweep ended. Nothing is queued or running: a worker must not begin to train what is only seeded. */
type Fate = 'completed' | 'partly-failed' | 'cancelled' | 'paused';

interface SeededSweep {
  id: string;
  template: number;
  name: string;
  description: string;
  labels: SweepLabels;
  favourite: boolean;
  archived: boolean;
  fate: Fate;
  createdAt: Date;
}

export interface SeedPlan {
  templates: SweepTemplate[];
  /** The oldest first. */
  sweeps: SeededSweep[];
  /** Ids of the sweep with the large comparison, and of the one whose only job has the long curve. */
  compared: string;
  long: string;
}

export const COMPARED_NAME = 'Large comparison';
export const LONG_NAME = 'Long run';

/** Jobs per seed of the large comparison: one YOTO model and two grids. */
const GRID = 12;
const JOBS_PER_SEED = 1 + 2 * GRID;
/** Points of each curve of the large comparison, where there are so many to give. */
const MOST_COMPARED_CURVE = 500;
/** `loss` and two loss terms. */
const CURVES_OF_A_JOB = 3;
const STEPS_PER_POINT = 20;
/** Of the steps of ordinary sweeps; the rest was cancelled, paused or never reached. */
const TRAINED = 0.96;

const DAY_MS = 86_400_000;
const SPAN_MS = 180 * DAY_MS;
/** The newest sweep is as old as the longest would have taken. */
const NEWEST_MS = DAY_MS / 2;

export function seedPlan(sizes: SeedSizes, tasks: TaskCatalogue): SeedPlan {
  const { seed, longCurve, comparedJobs } = sizes;
  const seeds = Math.ceil(comparedJobs / JOBS_PER_SEED);
  const ordinary = sizes.sweeps - 2;
  const jobsLeft = sizes.jobs - seeds * JOBS_PER_SEED - 1;
  // A YOTO model and at least one fixed one.
  const fewest = Math.max(2, Math.floor(jobsLeft / ordinary));
  const larger = Math.max(0, jobsLeft - fewest * ordinary);
  const { comparedPoints, points } = curvePoints(sizes, seeds * JOBS_PER_SEED);
  const first = KINDS[0] as ExperimentKind;
  const own = (kind: ExperimentKind, name: string, size: Parameters<typeof comparisonSpec>[2], more = {}) =>
    sweepTemplate(kind, comparisonSpec(kind, name, size), {
      ...{ tasks, seed, evaluations: 1, termCurves: true },
      ...more,
    });
  const curve = { steps: points * STEPS_PER_POINT, metricsEverySteps: STEPS_PER_POINT, seeds: 1 };
  const small = KINDS.map((kind) => own(kind, kind.title, { ...curve, lambdas: fewest - 1 }));
  const large = KINDS.map((kind) => own(kind, kind.title, { ...curve, lambdas: fewest }));
  const comparison = own(
    first,
    COMPARED_NAME,
    {
      ...{ steps: comparedPoints * STEPS_PER_POINT, metricsEverySteps: STEPS_PER_POINT },
      ...{ seeds, lambdas: GRID, wider: true },
    },
    { evaluations: 3 },
  );
  const long = own(
    first,
    LONG_NAME,
    { steps: longCurve, metricsEverySteps: 1, seeds: 1, lambdas: 1 },
    { termCurves: false },
  );
  const templates = [...small, ...large, comparison, { ...long, jobs: long.jobs.slice(0, 1) }];
  const templateOf = (i: number) => (i % KINDS.length) + (i < larger ? KINDS.length : 0);
  const sweeps = Array.from({ length: ordinary }, (_, i) => ordinarySweep(sizes, i, templateOf(i)));
  const special = [COMPARED_NAME, LONG_NAME].map((name, i) => ({
    ...bareSweep(sizes, ordinary + i, 2 * KINDS.length + i, name),
    favourite: true,
  }));
  const [compared, longest] = special.map(({ id }) => id);
  return { templates, sweeps: [...sweeps, ...special], compared: compared!, long: longest! };
}

/** How many points each curve gets, in the large comparison and everywhere else. */
function curvePoints(sizes: SeedSizes, comparedJobs: number) {
  const left = Math.max(0, sizes.points - sizes.longCurve);
  const comparedPoints = Math.max(
    1,
    Math.min(MOST_COMPARED_CURVE, Math.floor(left / 3 / (comparedJobs * CURVES_OF_A_JOB))),
  );
  const others = Math.max(1, sizes.jobs - comparedJobs - 1);
  const rest = left - comparedPoints * comparedJobs * CURVES_OF_A_JOB;
  return { comparedPoints, points: Math.max(1, Math.ceil(rest / (others * CURVES_OF_A_JOB * TRAINED))) };
}

function bareSweep({ now, sweeps, seed }: SeedSizes, i: number, template: number, name: string): SeededSweep {
  const createdAt = new Date(now.getTime() - NEWEST_MS - Math.floor(((sweeps - 1 - i) * SPAN_MS) / sweeps));
  return {
    id: uuidAt(createdAt, seed, `sweep ${i}`),
    ...{ template, name, createdAt },
    description: '',
    labels: { purpose: 'scale' },
    favourite: false,
    archived: false,
    fate: 'completed',
  };
}

const TEAMS = ['vision', 'speech', 'theory', 'students'];

function ordinarySweep(sizes: SeedSizes, i: number, template: number): SeededSweep {
  const draw = (what: string) => chance(sizes.seed, `${what} ${i}`);
  const kind = KINDS[template % KINDS.length] as ExperimentKind;
  const team = TEAMS[Math.floor(draw('team') * TEAMS.length)] as string;
  const fates: [Fate, number][] = [
    ['partly-failed', 0.06],
    ['cancelled', 0.1],
    ['paused', 0.13],
  ];
  const fate = fates.find(([, below]) => draw('fate') < below)?.[0] ?? 'completed';
  return {
    ...bareSweep(sizes, i, template, `${kind.title}, run ${i + 1}`),
    description: draw('described') < 0.3 ? `Width and learning rate as in run ${Math.floor(i / 2) + 1}` : '',
    labels: { team, stage: draw('stage') < 0.2 ? 'final' : 'search' },
    favourite: draw('favourite') < 0.02,
    archived: fate !== 'paused' && draw('archived') < 0.05,
    fate,
  };
}
