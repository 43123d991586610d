/** The jobs of a sweep in a square: one row per group and seed, one column per lambda of the group. Pure. */
import { type JobSummary, type Lambda, lambdaKey, uniqueLambdas, varyingParameters } from '@yoto/core';
import { formatExact } from '../../format/numbers.ts';

export interface JobMatrix {
  groups: JobMatrixGroup[];
}

export interface JobMatrixGroup {
  name: string;
  /** What the columns are of: `kl`, or several names; empty where the jobs have no lambda of their own. */
  parameters: string;
  /** One per column: the lambda's values. A single one without text where jobs have no lambda of their own. */
  columns: string[];
  rows: { seed: number; cells: (JobSummary | undefined)[] }[];
}

/**
 * Groups and jobs in plan order, seeds ascending. A lambda that several jobs of one group and seed share, and jobs without
 * one (YOTO, codecs, mixtures), stand in plan order.
 */
export function jobMatrix(jobs: readonly JobSummary[]): JobMatrix {
  const names = [...new Set(jobs.map(({ group, kind }) => groupName(group, kind)))];
  return {
    groups: names.map((name) =>
      matrixOf(
        name,
        jobs.filter(({ group, kind }) => groupName(group, kind) === name),
      ),
    ),
  };
}

/** The mixtures of a group's extreme models are apart from its own. */
const groupName = (group: string, kind: JobSummary['kind']): string =>
  kind === 'interpolation' ? `${group}, mixed` : group;

function matrixOf(name: string, jobs: readonly JobSummary[]): JobMatrixGroup {
  const seeds = [...new Set(jobs.map(({ seed }) => seed))].sort((a, b) => a - b);
  const lambdas = uniqueLambdas(jobs.flatMap(({ lambda }) => (lambda ? [lambda] : [])));
  const varying = varyingParameters(lambdas);
  const columnOf = new Map(lambdas.map((lambda, index) => [lambdaKey(lambda), index]));
  const rows = seeds.map((seed) => {
    const cells: (JobSummary | undefined)[] = new Array(lambdas.length).fill(undefined);
    for (const job of jobs.filter((one) => one.seed === seed)) {
      const column = job.lambda ? columnOf.get(lambdaKey(job.lambda)) : undefined;
      if (column === undefined || cells[column] !== undefined) cells.push(job);
      else cells[column] = job;
    }
    return { seed, cells };
  });
  const width = Math.max(...rows.map(({ cells }) => cells.length));
  return {
    name,
    parameters: varying.join(', '),
    columns: Array.from({ length: width }, (_, index) => columnText(lambdas[index], varying)),
    rows: rows.map(({ seed, cells }) => ({
      seed,
      cells: Array.from({ length: width }, (_, index) => cells[index]),
    })),
  };
}

const columnText = (lambda: Lambda | undefined, varying: readonly string[]): string =>
  lambda === undefined ? '' : varying.map((name) => formatExact(lambda[name])).join(', ');
