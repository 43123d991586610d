import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { AppError } from '../errors.ts';
import { taskCatalogue } from '../task/task-catalogue.ts';
import type { TaskSpec } from '../task/task-spec.ts';
import { resolveSweepSpec } from './resolve-sweep.ts';
import { SweepSpec } from './sweep-spec.ts';

const vae: TaskSpec = {
  id: 'vae',
  title: 'VAE',
  params: z.strictObject({ latents: z.int().default(10) }),
  datasets: [
    {
      id: 'images',
      title: 'Images',
      params: z.strictObject({ flip: z.boolean().default(true) }),
      defaults: {
        steps: 1000,
        batchSize: 64,
        learningRate: 1e-3,
        weightDecay: 1e-5,
        schedule: { kind: 'step-decay', factor: 0.5, milestones: [0.5, 0.65] },
        filmStrength: 0.1,
        conditioningHiddenUnits: 256,
        distribution: { kl: { kind: 'log-uniform', min: 0.5, max: 512 } },
      },
    },
  ],
  lossTerms: [
    { name: 'reconstruction', label: 'Reconstruction', weight: { fixed: 1 } },
    { name: 'kl', label: 'KL', weight: { min: 0.5, max: 512, scale: 'log' } },
  ],
  metrics: [],
  frontierAxes: { x: 'kl', y: 'reconstruction' },
};
const mixing: TaskSpec = { ...vae, id: 'mixing-vae', interpolates: true };
const codecs: TaskSpec = {
  ...vae,
  id: 'codecs',
  references: [
    {
      id: 'jpeg',
      label: 'JPEG',
      setting: { name: 'quality', min: 1, max: 100, integer: true, defaults: [10, 50, 90] },
    },
  ],
};
const named: TaskSpec = { ...vae, id: 'named', params: z.strictObject({ file: z.string() }) };
/** Two weights and a parameter. */
const style: TaskSpec = {
  ...vae,
  id: 'style',
  interpolates: true,
  lossTerms: [
    ...vae.lossTerms,
    { name: 'smooth', label: 'Smooth', weight: { min: 0, max: 4, scale: 'linear' } },
  ],
  lossParameters: [{ name: 'power', label: 'Power', range: { min: 1, max: 2, scale: 'linear' }, default: 2 }],
  defaultLambda: { kl: 3, smooth: 1 },
  datasets: vae.datasets.map(({ defaults, ...dataset }) => ({
    ...dataset,
    defaults: {
      ...defaults,
      distribution: { ...defaults.distribution, smooth: { kind: 'uniform', min: 0.5, max: 4 } },
    },
  })),
};
const tasks = taskCatalogue([vae, mixing, codecs, named, style]);
const written = (groups: unknown[], rest: object = {}) => ({
  name: 'test',
  task: { id: 'vae' },
  groups,
  ...rest,
});
const fixed = { kind: 'fixed', name: 'grid', lambdas: { kl: [1, 4] } };

const many = { logSpaced: { min: 0.1, max: 10, count: 500 } };
const labels = (prefix: string, count: number) =>
  Object.fromEntries(Array.from({ length: count }, (_, i) => [`${prefix}${i}`, 'x']));

const inCodecs = (own: object) =>
  written([{ kind: 'reference', name: 'r', reference: 'jpeg', ...own }], { task: { id: 'codecs' } });

function issuesOf(spec: unknown) {
  try {
    resolveSweepSpec(spec, tasks);
  } catch (error) {
    if (error instanceof AppError) return { code: error.code, issues: error.issues, message: error.message };
  }
  throw new Error('expected the spec to be refused');
}

describe('resolveSweepSpec', () => {
  test('keeps optional settings that have no default', () => {
    const clipped = { ...fixed, optimiser: { maxGradientNorm: 3 } };
    const optimiser = { kind: 'adam', beta1: 0.9, beta2: 0.999, epsilon: 1e-8 };
    expect(resolveSweepSpec(written([clipped]), tasks).groups[0]?.optimiser).toEqual({
      ...optimiser,
      maxGradientNorm: 3,
    });
    expect(resolveSweepSpec(written([fixed]), tasks).groups[0]?.optimiser).toEqual(optimiser);
  });
  test('fills every default from the data set and the product', () => {
    const spec = resolveSweepSpec(written([fixed, { kind: 'yoto', name: 'yoto' }]), tasks);
    expect(spec.dataset).toEqual({ id: 'images', params: { flip: true } });
    expect(spec.task.params).toEqual({ latents: 10 });
    expect(spec.groups[0]).toMatchObject({
      steps: 1000,
      batchSize: 64,
      seeds: [0],
      conditioning: { kind: 'none' },
    });
    expect(spec.groups[1]).toMatchObject({
      conditioning: { kind: 'film', preprocess: 'log', hiddenUnits: 256, strength: 0.1 },
      distribution: { kl: { kind: 'log-uniform', min: 0.5, max: 512 } },
      evaluation: { lambdas: [{ kl: 1 }, { kl: 4 }], everySteps: 100 },
      checkpoint: { everySteps: 100 },
    });
  });

  test('a group overrides the defaults of the sweep, which override the data set, field by field', () => {
    const spec = resolveSweepSpec(
      written([{ ...fixed, retry: { maxAttempts: 1 }, labels: { a: '2' } }], {
        defaults: { steps: 50, retry: { backoffMs: 10 }, labels: { a: '1', b: '1' } },
      }),
      tasks,
    );
    expect(spec.groups[0]).toMatchObject({
      steps: 50,
      retry: { maxAttempts: 1, backoffMs: 10 },
      labels: { a: '2', b: '1' },
    });
  });

  test('resolving a stored spec again through its written form changes nothing that matters', () => {
    const once = resolveSweepSpec(written([fixed]), tasks);
    expect(resolveSweepSpec(written([fixed]), tasks)).toEqual(once);
  });

  test('an interpolation is left out unless a group asks for it', () => {
    const groups = [fixed, { ...fixed, name: 'mixed', interpolation: true }];
    const spec = resolveSweepSpec(written(groups, { task: { id: 'mixing-vae' } }), tasks);
    expect(spec.groups.map((group) => group.kind === 'fixed' && group.interpolation)).toEqual([false, true]);
  });

  test('a reference has settings where other groups have lambdas, and trains nothing', () => {
    const jpeg = { kind: 'reference', name: 'JPEG', reference: 'jpeg' };
    const once = resolveSweepSpec(
      written([{ kind: 'yoto', name: 'y' }, jpeg, { ...jpeg, name: 'few', settings: [80, 20] }], {
        task: { id: 'codecs' },
        defaults: { seeds: [3, 4], conditioning: 'film', evaluation: { examples: 24 } },
      }),
      tasks,
    );
    expect(once.groups[1]).toMatchObject({
      kind: 'reference',
      settings: [10, 50, 90],
      seeds: [0],
      steps: 1,
      conditioning: { kind: 'none' },
      evaluation: { examples: 24, lambdas: [{ quality: 10 }, { quality: 50 }, { quality: 90 }] },
    });
    expect(once.groups[2]).toMatchObject({ settings: [80, 20] });
    expect(once.groups[0]?.evaluation.lambdas.map((lambda) => Object.keys(lambda))).toContainEqual(['kl']);
    expect(resolveSweepSpec(once, tasks)).toEqual(once);
  });

  test('without fixed groups, YOTO is evaluated evenly over its own range', () => {
    const spec = resolveSweepSpec(written([{ kind: 'yoto', name: 'y' }]), tasks);
    const values = spec.groups[0]?.evaluation.lambdas.map((lambda) => lambda.kl);
    expect(values).toHaveLength(8);
    expect(values?.[0]).toBe(0.5);
    expect(values?.[7]).toBe(512);
  });

  test('film may be written as a word, and is ignored by fixed groups when it is a default', () => {
    const spec = resolveSweepSpec(
      written([fixed, { kind: 'yoto', name: 'y' }], { defaults: { conditioning: 'concat' } }),
      tasks,
    );
    expect(spec.groups.map((group) => group.conditioning.kind)).toEqual(['none', 'concat']);
  });

  test.each([
    ['an unknown key', written([{ ...fixed, stepz: 5 }]), 'groups.0', /stepz/],
    ['zero steps', written([{ ...fixed, steps: 0 }]), 'groups.0.steps', /^must be at least 1$/m],
    [
      'a negative weight',
      written([{ ...fixed, lambdas: { kl: [1, -4] } }]),
      'groups.0.lambdas.kl.1',
      /0 or greater/,
    ],
    [
      'an infinite weight',
      written([{ ...fixed, lambdas: { kl: [Number.POSITIVE_INFINITY] } }]),
      'groups.0.lambdas.kl.0',
      /number/,
    ],
    [
      'a range out of order',
      written([{ kind: 'yoto', name: 'y', distribution: { kl: { kind: 'log-uniform', min: 5, max: 1 } } }]),
      'groups.0.distribution.kl.min',
      /smaller/,
    ],
    ['an unknown term', written([{ ...fixed, lambdas: { kll: [1] } }]), 'groups.0.lambdas.kll', /knows: kl/],
    ['a missing term', written([{ ...fixed, lambdas: [{}] }]), 'groups.0.lambdas', /needs a weight for: kl/],
    ['two groups of one name', written([fixed, fixed]), 'groups.1.name', /rename/],
    ['a seed twice', written([{ ...fixed, seeds: [1, 1] }]), 'groups.0.seeds', /seed 1 is listed twice/],
    [
      'conditioning on a fixed group',
      written([{ ...fixed, conditioning: 'film' }]),
      'groups.0.conditioning',
      /yoto/,
    ],
    [
      'a weight twice',
      written([{ ...fixed, lambdas: { kl: [1, 4, 1.0] } }]),
      'groups.0.lambdas.kl.2',
      /1 is listed twice/,
    ],
    [
      'a lambda twice',
      written([{ ...fixed, lambdas: [{ kl: 1 }, { kl: 1 }] }]),
      'groups.0.lambdas.1',
      /kl 1 is listed twice/,
    ],
    ['a setting twice', inCodecs({ settings: [80, 20, 80] }), 'groups.0.settings.2', /80 is listed twice/],
    [
      'two names that look alike',
      written([
        { ...fixed, name: 'caf\u00e9' },
        { ...fixed, name: 'cafe\u0301' },
      ]),
      'groups.1.name',
      /two groups are called/,
    ],
    [
      'a character that no database stores',
      written([fixed], { task: { id: 'named', params: { file: 'a\0' } } }),
      'task.params.file',
      /U\+0000, null character\) at position 2/,
    ],
    [
      'too many labels, also together',
      written([{ ...fixed, labels: labels('a', 40) }], { defaults: { labels: labels('b', 40) } }),
      'groups.0.labels',
      /at most 64 labels/,
    ],
    [
      'a grid that would explode, before it is built',
      written([{ ...fixed, lambdas: { kl: many, b: many, c: many } }]),
      'groups.0.lambdas',
      /500 x 500 x 500 = 125000000 lambdas, more than the limit of 500/,
    ],
    [
      'evaluation lambdas that would explode',
      written([{ kind: 'yoto', name: 'y', evaluation: { lambdas: { kl: many, b: many } } }]),
      'groups.0.evaluation.lambdas',
      /250000 lambdas/,
    ],
    ['no groups', written([]), 'groups', /at least one group/],
    ['an unknown data set', written([fixed], { dataset: { id: 'x' } }), 'dataset.id', /knows: images/],
    [
      'a task parameter',
      written([fixed], { task: { id: 'vae', params: { latents: 'x' } } }),
      'task.params.latents',
      /number/,
    ],
    [
      'an interpolation of a task that cannot mix outputs',
      written([{ ...fixed, interpolation: true }]),
      'groups.0.interpolation',
      /"vae" cannot mix/,
    ],
    [
      'an interpolation of a single lambda',
      written([{ ...fixed, lambdas: { kl: [1] }, interpolation: true }], { task: { id: 'mixing-vae' } }),
      'groups.0.interpolation',
      /there is only one/,
    ],
    [
      'a reference that the task does not have',
      inCodecs({ reference: 'bpg' }),
      'groups.0.reference',
      /knows: jpeg/,
    ],
    [
      'a reference of a task without any',
      written([{ kind: 'reference', name: 'r', reference: 'jpeg' }]),
      'groups.0.reference',
      /knows: none/,
    ],
    [
      'a setting out of range',
      inCodecs({ settings: [50, 101] }),
      'groups.0.settings.1',
      /quality.*from 1 to 100/,
    ],
    ['half a setting', inCodecs({ settings: [50.5] }), 'groups.0.settings.0', /whole number/],
    ['a setting of zero', inCodecs({ settings: [0] }), 'groups.0.settings.0', /greater than 0/],
    ['no setting', inCodecs({ settings: [] }), 'groups.0.settings', /at least one/],
    ['several seeds of a reference', inCodecs({ seeds: [0, 1] }), 'groups.0.seeds', /not trained/],
    ['conditioning on a reference', inCodecs({ conditioning: 'film' }), 'groups.0.conditioning', /yoto/],
  ])('refuses %s, naming the place', (_what, spec, path, message) => {
    const { code, issues } = issuesOf(spec);
    expect(code).toBe('invalid_input');
    expect(issues.map((issue) => issue.path)).toContain(path);
    expect(issues.map((issue) => issue.message).join('\n')).toMatch(message);
  });

  describe('with several weights and a loss parameter', () => {
    const inStyle = (groups: unknown[], rest: object = {}) =>
      written(groups, { ...rest, task: { id: 'style' } });
    const yoto = { kind: 'yoto', name: 'y' };

    test('lambdas take what they leave out from the defaults of the task', () => {
      const spec = resolveSweepSpec(inStyle([{ ...fixed, lambdas: { kl: [1, 4] } }, yoto]), tasks);
      const lambdas = [1, 4].map((kl) => ({ kl, smooth: 1, power: 2 }));
      expect(spec.groups.map(({ evaluation }) => evaluation.lambdas)).toEqual([lambdas, lambdas]);
    });
    test('what an earlier version stored can still be read, whatever its names and labels', () => {
      const spec = resolveSweepSpec(inStyle([yoto]), tasks);
      const old = {
        ...spec,
        name: 'hidden \u202e mark',
        groups: spec.groups.map((group) => ({ ...group, name: 'a\u200bb', labels: labels('a', 80) })),
      };
      expect(SweepSpec.parse(old)).toEqual(old);
      expect(() => resolveSweepSpec(old, tasks)).toThrow('U+202E');
    });
    test('the single model is one of the group, by its lambda or as the default of the task', () => {
      const lambdas = { kl: [1, 3] };
      const chosen = (singleModel: unknown) => {
        const [group] = resolveSweepSpec(inStyle([{ ...fixed, lambdas, singleModel }]), tasks).groups;
        return group?.kind === 'fixed' && group.singleModel;
      };
      expect(chosen(undefined)).toBeUndefined();
      expect(chosen({ kl: 1 })).toEqual({ kl: 1, smooth: 1, power: 2 });
      expect(chosen('default')).toEqual({ kl: 3, smooth: 1, power: 2 });
      expect(() => chosen({ kl: 2 })).toThrow('the group trains no model for kl 2');
      expect(() => resolveSweepSpec(written([{ ...fixed, singleModel: 'default' }]), tasks)).toThrow(
        'has no default weights',
      );
    });
    test('a parameter is drawn from its range like a weight, unless the sweep says otherwise', () => {
      const own = { power: { kind: 'fixed', value: 1 } };
      const groups = [yoto, { ...yoto, name: 'own', distribution: own }];
      const { groups: resolved } = resolveSweepSpec(inStyle(groups), tasks);
      expect(resolved.map((group) => group.kind === 'yoto' && group.distribution.power)).toEqual([
        { kind: 'uniform', min: 1, max: 2 },
        own.power,
      ]);
      const [first] = resolved;
      expect(first?.evaluation.lambdas).toContainEqual({ kl: 3, smooth: 1, power: 1 });
      expect(first?.evaluation.lambdas).toContainEqual({ kl: 3, smooth: 4, power: 2 });
    });
    test('sets may be asked for to train and to evaluate, and stay as they were resolved', () => {
      const lambdas = { oneAtATime: { factors: [0.1, 10] } };
      const evaluation = { lambdas: { sobol: { count: 16 } } };
      const spec = resolveSweepSpec(
        inStyle([
          { ...fixed, lambdas },
          { ...yoto, evaluation },
        ]),
        tasks,
      );
      expect(spec.groups.map((group) => group.evaluation.lambdas.length)).toEqual([5, 16]);
      expect(resolveSweepSpec(spec, tasks)).toEqual(spec);
    });
    test('a model that is told logarithms is not evaluated by default where a fixed one leaves a term out', () => {
      const groups = [{ ...fixed, lambdas: { smooth: [0, 1] } }, yoto];
      const evaluated = (rest: object) =>
        resolveSweepSpec(inStyle(groups, rest), tasks).groups.map((group) =>
          group.evaluation.lambdas.map((lambda) => lambda.smooth),
        );
      expect(evaluated({})).toEqual([[0, 1], [1]]);
      expect(evaluated({ defaults: { conditioning: { preprocess: 'raw' } } })).toEqual([
        [0, 1],
        [0, 1],
      ]);
    });
    const nothing = { smooth: { kind: 'uniform', min: 0, max: 1 } };
    test.each([
      [
        'a log scale from 0',
        { ...yoto, distribution: { kl: { kind: 'log-uniform', min: 0, max: 1 } } },
        /log scale/,
      ],
      ['0 told as a logarithm', { ...yoto, distribution: nothing }, /"smooth" may be drawn as 0.*"raw"/],
      ['0 evaluated', { ...yoto, evaluation: { lambdas: { smooth: [0] } } }, /told 0.*"raw"/],
      [
        '0 interpolated',
        { ...fixed, lambdas: { smooth: [0, 1] }, interpolation: true },
        /"smooth", and 0 has none/,
      ],
      [
        'a parameter interpolated',
        { ...fixed, lambdas: { power: [1, 2] }, interpolation: true },
        /one weight/,
      ],
      ['no factor', { ...fixed, lambdas: { oneAtATime: { factors: [] } } }, /at least one factor/],
      ['too many', { ...fixed, lambdas: { random: { count: 1e9, seed: 0 } } }, /500/],
      [
        'an unknown range',
        { ...fixed, lambdas: { sobol: { count: 4, ranges: { kll: { min: 1, max: 2 } } } } },
        /"kll"/,
      ],
    ])('refuses %s in words', (_what, group, message) => {
      const { code, issues } = issuesOf(inStyle([group]));
      expect(code).toBe('invalid_input');
      expect(issues.map((issue) => issue.message).join()).toMatch(message);
    });
    test('0 may be drawn for a model that is told the weights themselves', () => {
      const raw = { ...yoto, distribution: nothing, conditioning: { preprocess: 'raw' } };
      const { groups } = resolveSweepSpec(inStyle([raw]), tasks);
      expect(groups[0]?.evaluation.lambdas).toContainEqual({ kl: 3, smooth: 0, power: 2 });
    });
  });

  test('an unknown task names those that exist', () => {
    expect(issuesOf({ ...written([fixed]), task: { id: 'gan' } })).toMatchObject({
      code: 'not_found',
      message: expect.stringContaining('vae'),
    });
  });
});
