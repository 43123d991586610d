/** What people get wrong in a sweep file: each refused, naming the place. */
import { expect, test } from 'vitest';
import { fixed, issuesOf, labels, many, written } from '../testing/sweep-specs.ts';

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
  [
    'a start from a group that is not there',
    written([{ ...fixed, startsFrom: 'gird' }]),
    'groups.0.startsFrom',
    /no group "gird"; others are: none/,
  ],
  [
    'a start from itself',
    written([{ ...fixed, startsFrom: fixed.name }]),
    'groups.0.startsFrom',
    /leads back/,
  ],
  [
    'a start from seeds that are not trained',
    written([fixed, { kind: 'yoto', name: 'y', seeds: [0, 5], startsFrom: fixed.name }]),
    'groups.1.startsFrom',
    /has no model of seed 5/,
  ],
  [
    'a start from a model of another width',
    written([fixed, { kind: 'yoto', name: 'y', widthMultiplier: 2, startsFrom: fixed.name }]),
    'groups.1.startsFrom',
    /another width \(1, not 2\)/,
  ],
  [
    'a fixed model that starts from one that is told lambda',
    written([
      { kind: 'yoto', name: 'y' },
      { ...fixed, startsFrom: 'y' },
    ]),
    'groups.1.startsFrom',
    /name a fixed group/,
  ],
  [
    'a chain of one',
    written([{ ...fixed, lambdas: { kl: [1] }, chain: 0.5 }]),
    'groups.0.chain',
    /two lambdas/,
  ],
  [
    'a chain that starts elsewhere',
    written([
      { ...fixed, chain: 0.5, startsFrom: 'b' },
      { ...fixed, name: 'b' },
    ]),
    'groups.0.chain',
    /leave out "startsFrom"/,
  ],
  [
    'two balances at once',
    written([{ ...fixed, optimiser: { lossBalance: 1 } }], { defaults: { optimiser: { weightBalance: 1 } } }),
    'groups.0.optimiser.lossBalance',
    /leave out one/,
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
    'a place for mixtures that nobody makes',
    written([{ ...fixed, evaluation: { lambdas: { kl: [7] } } }]),
    'groups.0.evaluation.lambdas',
    /says where mixtures are evaluated.*"interpolation: true"/,
  ],
  [
    'mixtures beyond the two extreme models',
    written(
      [{ ...fixed, lambdas: { kl: [1, 4] }, interpolation: true, evaluation: { lambdas: { kl: [2, 5] } } }],
      {
        task: { id: 'mixing-vae' },
      },
    ),
    'groups.0.evaluation.lambdas',
    /kl 5 is not between the two extreme models .* from 1 to 4/,
  ],
])('refuses %s, naming the place', (_what, spec, path, message) => {
  const { code, issues } = issuesOf(spec);
  expect(code).toBe('invalid_input');
  expect(issues.map((issue) => issue.path)).toContain(path);
  expect(issues.map((issue) => issue.message).join('\n')).toMatch(message);
});
