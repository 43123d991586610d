import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Preset } from './preset.ts';
import { taskCatalogue } from './task-catalogue.ts';
import type { TaskSpec } from './task-spec.ts';
import { taskSpecFaults } from './task-spec-faults.ts';

const preset = (name: string): Preset => ({
  name,
  title: name,
  description: '',
  source: '',
  spec: (scale) => ({ name: `${name} (${scale})`, task: { id: 'any' }, groups: [] }),
});
const task = (id: string, ...presets: string[]): TaskSpec => ({
  id,
  title: id,
  params: z.record(z.string(), z.unknown()),
  datasets: [],
  lossTerms: [],
  metrics: [],
  frontierAxes: { x: 'x', y: 'y' },
  presets: presets.map(preset),
});

describe('taskCatalogue', () => {
  it('finds tasks by id and presets by name, each with its task', () => {
    const tasks = taskCatalogue([task('one', 'a', 'b'), task('two', 'c')]);
    expect(tasks.get('two').id).toBe('two');
    expect(tasks.presets().map(({ name, taskId }) => [name, taskId])).toEqual([
      ['a', 'one'],
      ['b', 'one'],
      ['c', 'two'],
    ]);
    expect(tasks.preset('c').spec('tiny').name).toBe('c (tiny)');
  });

  it('names what there is when something is not there', () => {
    const tasks = taskCatalogue([task('one', 'a', 'b')]);
    expect(() => tasks.get('two')).toThrow('There is no task "two". Known tasks: one');
    expect(() => tasks.preset('c')).toThrow('There is no preset "c". Known presets: a, b');
    expect(() => taskCatalogue([]).preset('c')).toThrow('Known presets: none');
  });

  it('refuses a spec whose parts do not fit', () => {
    const spec: TaskSpec = {
      ...task('one'),
      lossTerms: [{ name: 'fit', label: 'Fit', weight: { min: 0, max: 1, scale: 'log' } }],
      lossParameters: [{ name: 'p', label: 'p', range: { min: 1, max: 2, scale: 'linear' }, default: 3 }],
      defaultLambda: { fot: 1 },
      sums: [{ name: 'fit', label: 'All', terms: ['size'] }],
      publishedCurves: [
        {
          ...{
            name: 'Others',
            measuredOn: 'photographs',
            source: { title: 'A paper', url: 'https://example.com' },
          },
          ...{ datasets: ['photos'], curves: [{ id: 'a', label: 'A', points: [{ fit: 1, speed: 2 }] }] },
        },
      ],
      commands: [
        { name: 'Make It', description: 'makes it' },
        {
          name: 'make',
          description: 'makes it',
          options: [
            { name: 'json', type: 'switch', description: 'its own JSON' },
            { name: 'no-check', type: 'switch', description: 'without a check' },
            { name: 'out', short: 'O', type: 'switch', description: 'in capital letters' },
            { name: 'in', short: 'O', type: 'switch', description: 'in capital letters too' },
          ],
        },
      ],
    };
    expect(taskSpecFaults(spec)).toEqual([
      expect.stringContaining('are called "fit"'),
      expect.stringContaining('the range of "fit"'),
      expect.stringContaining('parameter "p" is out of its range'),
      expect.stringContaining('"fot"'),
      expect.stringContaining('"size"'),
      expect.stringContaining('"photos", which it does not have'),
      expect.stringContaining('"speed", which is no loss term'),
      expect.stringContaining('"Make It" needs a name'),
      expect.stringContaining('are called -O'),
      ...Array(2).fill(expect.stringContaining('has an option -O: take one small letter')),
      expect.stringContaining('--no-check of the command "make" needs a name'),
      expect.stringContaining('--json of the command "make" is one that every command has'),
    ]);
    expect(() => taskCatalogue([spec])).toThrow('The spec of the task "one" is wrong');
  });

  it('refuses two tasks of one id, and two presets of one name, in one task or in two', () => {
    const invalid = expect.objectContaining({ code: 'config_invalid' });
    expect(() => taskCatalogue([task('one'), task('one')])).toThrow(invalid);
    expect(() => taskCatalogue([task('one', 'a'), task('two', 'a')])).toThrow(
      'The tasks "one" and "two" both have a preset "a": rename one',
    );
    expect(() => taskCatalogue([task('one', 'a', 'a')])).toThrow(invalid);
    const drawing = { commands: [{ name: 'draw', description: 'draws' }] };
    expect(() =>
      taskCatalogue([
        { ...task('one'), ...drawing },
        { ...task('two'), ...drawing },
      ]),
    ).toThrow('The tasks "one" and "two" both have a command "draw": rename one');
  });
});
