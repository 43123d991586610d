/** Codecs: series like the others, where no lambda is needed. */
import { parametersAt, SweepComparison } from '@yoto/core';
import { expect, it } from 'vitest';
import type { ComparisonInput } from '../comparison-input.ts';
import { seededSweep } from '../testing/seeded-sweep.ts';
import { fixedGroup, job } from '../testing/small-sweep.ts';
import { compareSweep } from './compare-sweep.ts';

const QUALITIES = [100, 5, 50, 20];

/** Four points twice as high in x as x = 100 / y; the setting says where. */
function withCodec(input: ComparisonInput): ComparisonInput {
  const { priority, retry, labels } = fixedGroup('JPEG', []);
  return {
    ...input,
    spec: {
      groups: [
        {
          ...{
            kind: 'codec',
            name: 'JPEG',
            codec: 'jpeg',
            settings: QUALITIES,
            evaluation: { examples: 16 },
          },
          ...{ priority, retry, labels },
        },
        ...input.spec.groups,
      ],
    },
    jobs: [...input.jobs, { ...job('jpeg', 'JPEG', null), kind: 'codec' }],
    evaluations: [
      ...input.evaluations,
      ...QUALITIES.map((quality) => ({
        jobId: 'jpeg',
        at: { setting: { quality } },
        losses: { kl: quality, reconstruction: 200 / quality },
        metrics: {},
      })),
    ],
  };
}
const sweep = seededSweep({
  betas: [0.25, 0.5, 1, 2, 4, 8],
  fixedSeeds: [0, 1, 2],
  yotoSeeds: [0, 1, 2],
  excess: 0.5,
});
const input = withCodec(sweep);

it('is a series in the order of its setting, without full losses or regret', () => {
  const comparison = compareSweep(input, { resamples: 200 });
  expect(SweepComparison.parse(comparison)).toEqual(comparison);
  const [jpeg] = comparison.series;
  expect(jpeg).toMatchObject({ name: 'JPEG', method: 'codec', warnings: [] });
  expect(jpeg?.points.map(({ at, values }) => [at, values.kl?.value, values.reconstruction?.value])).toEqual(
    [5, 20, 50, 100].map((quality) => [{ setting: { quality } }, quality, 200 / quality]),
  );
  const none = { value: null, reason: expect.stringContaining('a codec has no lambda') };
  for (const { fullLoss, regret } of jpeg?.points ?? []) {
    expect([fullLoss, regret.absolute]).toEqual([
      expect.objectContaining(none),
      expect.objectContaining(none),
    ]);
  }
  expect(jpeg?.regret.mean.absolute).toMatchObject(none);
  expect(jpeg?.monotonicity).toMatchObject(none);
  expect(comparison.singleModel).toEqual(compareSweep(sweep, { resamples: 0 }).singleModel);
});

it('has BD-rates, hypervolume and coverage', () => {
  const comparison = compareSweep(input, { resamples: 200 });
  const jpeg = comparison.series.find(({ name }) => name === 'JPEG');
  expect(jpeg?.hypervolume.curve.share).toBeGreaterThan(0);
  expect(jpeg?.hypervolume.matched).toMatchObject({ lambdas: 0, value: { value: null } });
  expect(jpeg?.coverage.value?.gaps[0]?.from).toMatchObject({ setting: { quality: expect.any(Number) } });
  expect(comparison.anchor.value).toBe('grid');
  const rate = comparison.bd
    .find(({ test }) => test === 'JPEG')
    ?.rate.find(({ method }) => method === 'pchip');
  expect(rate?.points.test).toBe(4);
  expect(rate?.difference.value).not.toBeNull();
  // Over the seeds of the grid: the codec itself draws nothing.
  expect(rate?.difference.interval?.seeds).toBe(3);
  expect(comparison.breakEven.map(({ series }) => series)).toEqual(['yoto']);
});

it('changes nothing that is said of the others but the box of the hypervolumes', () => {
  const [before, after] = [sweep, input].map((one) => compareSweep(one, { resamples: 200 }));
  const regrets = (comparison = before) =>
    comparison?.series.filter(({ method }) => method !== 'codec').map(({ regret }) => regret);
  expect(regrets(after)).toEqual(regrets(before));
  expect(after?.warnings).toEqual(before?.warnings);
});

it('is never the anchor of models, and is compared with other codecs where there are no models', () => {
  const only = (kinds: readonly string[]) => {
    const jobs = input.jobs.filter(({ kind }) => kinds.includes(kind));
    const ids = new Set(jobs.map(({ id }) => id));
    const groups = input.spec.groups.filter(({ kind }) => kinds.includes(kind));
    const evaluations = input.evaluations.filter(({ jobId }) => ids.has(jobId));
    return { ...input, jobs, evaluations, spec: { groups } };
  };
  expect(compareSweep(only(['codec', 'yoto'])).anchor.value).toBe('yoto');
  const alone = compareSweep(only(['codec']));
  expect(alone).toMatchObject({ anchor: { value: null }, bd: [], breakEven: [] });
  expect(alone.warnings.join()).not.toMatch(/seed/);
});

it('leaves out points that are not finite on both axes, and says how many', () => {
  const evaluations = input.evaluations.map((one) =>
    parametersAt(one.at).quality === 50 ? { ...one, losses: { kl: 3, reconstruction: null } } : one,
  );
  const [jpeg] = compareSweep({ ...input, evaluations }).series;
  expect(jpeg?.points.filter(({ seeds }) => seeds > 0)).toHaveLength(3);
  expect(jpeg?.warnings).toEqual([expect.stringContaining('1 points without a finite value')]);
});
