import { describe, expect, test } from 'vitest';
import { fixed, issuesOf, tasks, written } from '../testing/sweep-specs.ts';
import { resolveSweepSpec } from './resolve-sweep.ts';

const jpeg = { kind: 'codec', name: 'JPEG', codec: 'jpeg' };
const inCodecs = (own: object) => written([{ ...jpeg, ...own }], { task: { id: 'codecs' } });

describe('a codec group', () => {
  test('has settings where other groups have lambdas, and nothing about training', () => {
    const once = resolveSweepSpec(
      written(
        [{ kind: 'yoto', name: 'y' }, jpeg, { ...jpeg, name: 'few', settings: [80, 20], priority: 1 }],
        {
          task: { id: 'codecs' },
          defaults: { seeds: [3, 4], conditioning: 'film', evaluation: { examples: 24 }, labels: { a: 'b' } },
        },
      ),
      tasks,
    );
    expect(once.groups[1]).toEqual({
      ...jpeg,
      settings: [10, 50, 90],
      evaluation: { examples: 24 },
      priority: 0,
      retry: { maxAttempts: 3, backoffMs: 5000 },
      labels: { a: 'b' },
    });
    expect(once.groups[2]).toMatchObject({ settings: [80, 20], priority: 1 });
    expect(resolveSweepSpec(once, tasks)).toEqual(once);
  });

  test.each([
    ['a codec that the task does not have', inCodecs({ codec: 'bpg' }), 'groups.0.codec', /knows: jpeg/],
    ['a codec of a task without any', written([jpeg]), 'groups.0.codec', /knows: none/],
    ['a setting twice', inCodecs({ settings: [80, 20, 80] }), 'groups.0.settings.2', /80 is listed twice/],
    [
      'a setting out of range',
      inCodecs({ settings: [50, 101] }),
      'groups.0.settings.1',
      /quality.*from 1 to 100/,
    ],
    ['half a setting', inCodecs({ settings: [50.5] }), 'groups.0.settings.0', /whole number/],
    ['a setting of zero', inCodecs({ settings: [0] }), 'groups.0.settings.0', /greater than 0/],
    ['no setting', inCodecs({ settings: [] }), 'groups.0.settings', /at least one/],
    ['steps', inCodecs({ steps: 10 }), 'groups.0', /steps/],
    [
      'the word of earlier versions',
      written([fixed, { kind: 'reference', name: 'JPEG', reference: 'jpeg' }], { task: { id: 'codecs' } }),
      'groups.1.kind',
      /write "kind: codec", and "codec: jpeg"/,
    ],
  ])('refuses %s, naming the place', (_what, spec, path, message) => {
    const { code, issues } = issuesOf(spec);
    expect(code).toBe('invalid_input');
    expect(issues.map((issue) => issue.path)).toContain(path);
    expect(issues.map((issue) => issue.message).join('\n')).toMatch(message);
  });
});
