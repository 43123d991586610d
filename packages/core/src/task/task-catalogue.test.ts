import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Preset } from './preset.ts';
import { taskCatalogue } from './task-catalogue.ts';
import type { TaskSpec } from './task-spec.ts';

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

  it('refuses two tasks of one id, and two presets of one name, in one task or in two', () => {
    const invalid = expect.objectContaining({ code: 'config_invalid' });
    expect(() => taskCatalogue([task('one'), task('one')])).toThrow(invalid);
    expect(() => taskCatalogue([task('one', 'a'), task('two', 'a')])).toThrow(
      'The tasks "one" and "two" both have a preset "a": rename one',
    );
    expect(() => taskCatalogue([task('one', 'a', 'a')])).toThrow(invalid);
  });
});
