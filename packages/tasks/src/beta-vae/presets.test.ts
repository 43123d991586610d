import { readFileSync } from 'node:fs';
import {
  lambdaRange,
  PRESET_SCALES,
  planSweep,
  resolveSweepSpec,
  type TrainedJobSpec,
  taskCatalogue,
} from '@yoto/core';
import { describe, expect, it } from 'vitest';
import { taskSpecs } from '../specs.ts';

const tasks = taskCatalogue(taskSpecs);
const presets = tasks.presets();

describe.each(presets.map((preset) => [preset.name, preset] as const))('%s', (_name, preset) => {
  const planned = PRESET_SCALES.map((scale) => {
    const spec = resolveSweepSpec(preset.spec(scale), tasks);
    return { scale, spec, plan: planSweep(spec) };
  });

  it.each(planned)('can be submitted at the scale $scale', ({ scale, spec, plan }) => {
    expect(spec.task.id).toBe(preset.taskId);
    expect(spec.name).toContain(`(${scale})`);
    // The frontier of a method is compared at the lambdas of the fixed grid: it must be evaluated there.
    const grid = spec.groups.find((group) => group.kind === 'fixed');
    expect(grid?.lambdas.length).toBeGreaterThanOrEqual(3);
    for (const group of spec.groups)
      if (group.kind !== 'codec') expect(group.evaluation.lambdas).toEqual(grid?.lambdas);
    expect(plan.jobs).toHaveLength(plan.totalJobs);
  });

  it('grows with its scale, and keeps its groups', () => {
    const [tiny, small, paper] = planned.map(({ plan }) => plan);
    expect(tiny?.totalSteps).toBeLessThan(small?.totalSteps ?? 0);
    expect(small?.totalSteps).toBeLessThan(paper?.totalSteps ?? 0);
    expect(tiny?.totalJobs).toBeLessThanOrEqual(small?.totalJobs ?? 0);
    const names = planned.map(({ plan }) => plan.groups.map((group) => group.name));
    expect(names[1]).toEqual(names[0]);
    expect(names[2]).toEqual(names[0]);
  });

  it('draws every weight from the range of its grid, or holds it', () => {
    for (const { spec } of planned) {
      const grid = spec.groups.flatMap((group) => (group.kind === 'fixed' ? group.lambdas : []));
      for (const group of spec.groups) {
        if (group.kind !== 'yoto') continue;
        const drawn = Object.entries(group.distribution).filter(([, { kind }]) => kind !== 'fixed');
        expect(drawn.length).toBeGreaterThan(0);
        for (const [name, range] of drawn) {
          const { min, max } = lambdaRange(range);
          const weights = grid.map((lambda) => lambda[name] as number);
          expect(min).toBeLessThanOrEqual(Math.min(...weights));
          expect(max).toBeGreaterThanOrEqual(Math.max(...weights));
        }
      }
    }
  });
});

it.each(PRESET_SCALES)('figure 9 mixes the two extreme models of every seed at the scale %s', (scale) => {
  for (const name of ['figure-9-interpolation', 'figure-9-interpolation-shapes3d']) {
    const spec = resolveSweepSpec(tasks.preset(name).spec(scale), tasks);
    const { jobs } = planSweep(spec);
    const mixtures = jobs.filter((job) => job.kind === 'interpolation');
    const grid = spec.groups.find((group) => group.kind === 'fixed');
    expect(mixtures.map(({ seed }) => seed)).toEqual(grid?.seeds);
    for (const { sources, seed, evaluation } of mixtures) {
      const ends = [sources.least, sources.greatest];
      const models = ends.map(({ index }) => jobs[index] as TrainedJobSpec);
      expect(models.map((model) => model.seed)).toEqual([seed, seed]);
      const extremes = [evaluation.lambdas[0], evaluation.lambdas.at(-1)];
      expect(ends.map(({ lambda }) => lambda)).toEqual(extremes);
      expect(models.map((model) => model.evaluation.lambdas[0])).toEqual(extremes);
    }
  }
});

it('the documentation lists exactly the presets that exist', () => {
  const text = readFileSync(new URL('../../../../docs/presets.md', import.meta.url), 'utf8');
  const documented = [...text.matchAll(/^\| `([a-z0-9-]+)` \|/gm)].map(([, name]) => name);
  expect(documented).toEqual(presets.map(({ name }) => name));
  const mentioned = [...text.matchAll(/preset:([a-z0-9-]+)/g)].map(([, name]) => name);
  expect(mentioned.filter((name) => !documented.includes(name))).toEqual([]);
});
