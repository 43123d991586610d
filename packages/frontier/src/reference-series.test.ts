/** References without models: series like the others, where no lambda is needed. */
import { SweepAnalysis, SweepFrontier } from '@yoto/core';
import { expect, it } from 'vitest';
import { analyseSweep } from './analysis/analyse-sweep.ts';
import type { FrontierInput } from './frontier-input.ts';
import { sweepFrontier } from './sweep-frontier.ts';
import { seededSweep } from './testing/seeded-sweep.ts';
import { fixedGroup, job, point } from './testing/small-sweep.ts';

const QUALITIES = [100, 5, 50, 20];

/** Four points twice as high in x as x = 100 / y; the setting says where. */
function withReference(input: FrontierInput): FrontierInput {
  const settings = QUALITIES.map((quality) => ({ quality }));
  const { interpolation: _interpolation, ...group } = fixedGroup('JPEG', settings) as Extract<
    FrontierInput['spec']['groups'][number],
    { kind: 'fixed' }
  >;
  const { lambdas: _lambdas, ...settingsOfGroup } = group;
  return {
    ...input,
    spec: {
      groups: [
        { ...settingsOfGroup, kind: 'reference', reference: 'jpeg', settings: QUALITIES },
        ...input.spec.groups,
      ],
    },
    jobs: [...input.jobs, { ...job('jpeg', 'JPEG', null), kind: 'reference' }],
    evaluations: [
      ...input.evaluations,
      ...settings.map((setting) =>
        point('jpeg', setting, { kl: setting.quality, reconstruction: 200 / setting.quality }),
      ),
    ],
  };
}
const sweep = seededSweep({
  betas: [0.25, 0.5, 1, 2, 4, 8],
  fixedSeeds: [0, 1, 2],
  yotoSeeds: [0, 1, 2],
  excess: 0.5,
});
const input = withReference(sweep);

it('is a series in the order of its setting, without full losses', () => {
  const frontier = SweepFrontier.parse(sweepFrontier(input));
  const [jpeg] = frontier.series;
  expect(jpeg).toMatchObject({ name: 'JPEG', method: 'reference' });
  expect(jpeg?.points.map(({ lambda, x, y }) => [lambda, x, y])).toEqual(
    [5, 20, 50, 100].map((quality) => [{ quality }, quality, 200 / quality]),
  );
  for (const one of jpeg?.points ?? [])
    expect(one).toMatchObject({ fullLoss: null, differenceToFixed: null });
  expect(jpeg?.summary).toMatchObject({ meanFullLoss: null, meanDifferenceToFixed: null, jobs: 1 });
  expect(frontier.series.slice(1)).toEqual(sweepFrontier(sweep).series);
  expect(frontier.singleModel).toEqual(sweepFrontier(sweep).singleModel);
});

it('has BD-rates, hypervolume and coverage, but no regret and no monotonicity in lambda', () => {
  const analysis = analyseSweep(input, { resamples: 200 });
  expect(SweepAnalysis.parse(analysis)).toEqual(analysis);
  const jpeg = analysis.series.find(({ name }) => name === 'JPEG');
  expect(jpeg).toMatchObject({ method: 'reference', regret: null, monotonicity: null, warnings: [] });
  expect(jpeg?.bands.map(({ lambda, fullLoss }) => [lambda.quality, fullLoss.value])).toEqual([
    [5, null],
    [20, null],
    [50, null],
    [100, null],
  ]);
  expect(jpeg?.hypervolume.curve.share).toBeGreaterThan(0);
  expect(jpeg?.hypervolume.matched).toMatchObject({ lambdas: 0, value: { value: null } });
  expect(jpeg?.coverage?.gaps[0]).toMatchObject({ from: { quality: expect.any(Number) } });
  expect(analysis.reference).toBe('grid');
  const rate = analysis.bd.find(({ test }) => test === 'JPEG')?.rate.find(({ method }) => method === 'pchip');
  expect(rate?.points.test).toBe(4);
  expect(rate?.difference.value).not.toBeNull();
  // Over the seeds of the grid: the reference itself has none.
  expect(rate?.difference.interval?.seeds).toBe(3);
  expect(analysis.breakEven.map(({ series }) => series)).toEqual(['yoto']);
});

it('changes nothing that is said of the others but the box of the hypervolumes', () => {
  const [before, after] = [sweep, input].map((one) => analyseSweep(one, { resamples: 200 }));
  const regrets = (analysis = before) =>
    analysis?.series.filter(({ method }) => method !== 'reference').map(({ regret }) => regret);
  expect(regrets(after)).toEqual(regrets(before));
  expect(after?.warnings).toEqual(before?.warnings);
});

it('is what the others are compared with only where nothing else was measured', () => {
  const isOf = (kinds: readonly string[]) => (one: { kind: string }) => kinds.includes(one.kind);
  const only = (...kinds: string[]) => {
    const jobs = input.jobs.filter(isOf(kinds));
    const ids = new Set(jobs.map(({ id }) => id));
    const evaluations = input.evaluations.filter(({ jobId }) => ids.has(jobId));
    return { ...input, jobs, evaluations, spec: { groups: input.spec.groups.filter(isOf(kinds)) } };
  };
  expect(analyseSweep(only('reference', 'yoto')).reference).toBe('yoto');
  const alone = analyseSweep(only('reference'));
  expect(alone).toMatchObject({ reference: 'JPEG', bd: [], breakEven: [] });
  expect(alone.warnings.join()).not.toMatch(/seed/);
});

it('leaves out points that are not finite on both axes, and says how many', () => {
  const evaluations = input.evaluations.map((one) =>
    one.lambda.quality === 50 ? { ...one, losses: { kl: 3, reconstruction: null } } : one,
  );
  const [jpeg] = analyseSweep({ ...input, evaluations }).series;
  expect(jpeg?.bands).toHaveLength(3);
  expect(jpeg?.warnings).toEqual([expect.stringContaining('1 points without a finite value')]);
});
