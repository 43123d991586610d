/** From how many lambdas on one conditioned model is the cheaper way to a curve: the paper's reason to train only once. */
import {
  type BreakEven,
  type Estimate,
  formatPlural,
  formatRounded,
  type Regret,
  type SeriesRegret,
} from '@yoto/core';
import { estimate, noEstimate } from '../bootstrap/estimate.ts';
import type { SeedDrawer } from '../bootstrap/seed-draws.ts';
import type { ComparedJob } from '../comparison-input.ts';
import { mean } from '../seed-statistics.ts';
import { completedSeconds, devicesOf, secondsPerCurve } from './cost.ts';
import type { SeedTable } from './seed-table.ts';

/**
 * K = mean device-seconds of one YOTO model (with the models that it starts from) over those of one fixed job: a grid of
 * more than K models costs more. One seed each. The interval resamples the completed jobs of both sides.
 */
export function breakEvenOf(
  yoto: SeedTable,
  anchor: SeedTable,
  { mean: meanRegret }: SeriesRegret,
  { drawer, jobsById }: { drawer: SeedDrawer; jobsById: ReadonlyMap<string, ComparedJob> },
): BreakEven {
  const own = secondsPerCurve(yoto, jobsById);
  const fixed = completedSeconds(anchor.jobs);
  const lambdas = secondsRatio(own, fixed, drawer);
  const cheaperFrom = lambdas.value === null ? null : Math.floor(lambdas.value) + 1;
  return {
    series: yoto.name,
    anchor: anchor.name,
    lambdas,
    cheaperFrom,
    meanRegret,
    statement: statementOf(yoto.name, anchor.name, lambdas, cheaperFrom, meanRegret),
    warnings: warningsOf(yoto, anchor),
  };
}

function secondsRatio(own: readonly number[], fixed: readonly number[], drawer: SeedDrawer): Estimate {
  if (own.length === 0 || fixed.length === 0) return noEstimate('no job of one of the sides is completed');
  const draws = drawer([fixed.length, own.length]);
  const ratio = estimate(
    ([first, second]) => {
      const below = mean((first ?? []).map((i) => fixed[i]!));
      const above = mean((second ?? []).map((i) => own[i]!));
      return below === null || above === null || below <= 0 ? null : above / below;
    },
    draws,
    'no device time was recorded for the fixed jobs',
  );
  if (ratio.value === null || ratio.interval !== null || draws.seeds >= 2) return ratio;
  return { ...ratio, intervalReason: 'one completed job on one of the sides: no interval can be estimated' };
}

function statementOf(
  series: string,
  anchor: string,
  lambdas: Estimate,
  cheaperFrom: number | null,
  { absolute, relative }: Regret,
): string | null {
  if (lambdas.value === null || cheaperFrom === null) return null;
  const from = `it is cheaper from ${formatPlural(cheaperFrom, 'lambda')} on`;
  const models = shown(lambdas);
  const start = `${series} costs as much as ${models} ${models === '1' ? 'model' : 'models'} of ${anchor}, so ${from}`;
  if (absolute.value === null) return `${start}; its regret is not known: ${absolute.reason}`;
  const share = relative.value === null ? '' : `, ${shown(relative, PERCENT)} of the fixed models’ mean loss`;
  return `${start}, at a mean regret of ${shown(absolute)}${share}`;
}

const PERCENT = { factor: 100, unit: ' %' };

function shown({ value, interval }: Estimate, { factor, unit } = { factor: 1, unit: '' }): string {
  const number = (raw: number) => `${formatRounded(factor * raw)}${unit}`;
  if (value === null) return 'unknown';
  if (interval === null) return number(value);
  return `${number(value)} (${Math.round(100 * interval.level)} % interval ${number(interval.low)} to ${number(interval.high)})`;
}

function warningsOf(yoto: SeedTable, anchor: SeedTable): string[] {
  const jobs = [...yoto.jobs, ...anchor.jobs].filter(({ state }) => state === 'completed');
  const warnings: string[] = [];
  const devices = devicesOf(jobs);
  if (devices.length > 1) {
    warnings.push(
      `the jobs ran on different devices (${devices.join(', ')}): their times cannot be compared`,
    );
  }
  const moved = jobs.filter((job) => new Set(job.devices).size > 1).length;
  if (moved > 0) warnings.push(`${formatPlural(moved, 'job')} changed device between attempts`);
  const unknown = jobs.filter((job) => !job.devices || job.devices.length === 0).length;
  if (unknown > 0) warnings.push(`the device of ${unknown} of ${jobs.length} completed jobs is not known`);
  if (new Set(jobs.map(({ steps }) => steps)).size > 1) {
    warnings.push(
      'the jobs took different numbers of steps: the times compare different amounts of training',
    );
  }
  return warnings;
}
