import { parametersAt } from '@yoto/core';
import { describe, expect, it } from 'vitest';
import { examplesOf } from '../examples/example-series.ts';
import { entry, file, files, job, jobs, task } from '../testing/examples.ts';
import { type CompareChoice, compareAddress, readChoice, writeChoice } from './compare-choice.ts';
import { comparisonOf } from './comparison.ts';

const examples = examplesOf(jobs, files);
const shown = (choice: CompareChoice, of = examples) =>
  comparisonOf(of, choice, task)?.pictures.map(({ title, where }) => `${title} ${where}`.trim());

describe('the comparison', () => {
  it('shows the original, YOTO in the middle, the fixed model nearest to it and JPEG of that rate', () => {
    expect(shown({})).toEqual(['Original', 'YOTO distortion 10', 'grid distortion 2', 'JPEG quality 50']);
  });

  it('follows the slider', () => {
    expect(shown({ lambda: 'distortion=1' })?.slice(1)).toEqual([
      'YOTO distortion 1',
      'grid distortion 2',
      'JPEG quality 10',
    ]);
    expect(shown({ lambda: 'distortion=100' })?.[2]).toBe('grid distortion 50');
  });

  it('shows what was asked for, the leading series always', () => {
    expect(shown({ beside: ['JPEG'] })).toEqual(['YOTO distortion 10', 'JPEG quality 50']);
    expect(shown({ lead: 'grid', beside: ['YOTO'] })).toEqual(['grid distortion 2', 'YOTO distortion 1']);
  });

  it('falls back where the address names what is not there', () => {
    expect(shown({ example: 7, lambda: 'kl=3', lead: 'nobody' })).toEqual(shown({}));
  });

  it('makes do with one group, and with codecs alone', () => {
    const only = (index: number) => examplesOf(jobs.slice(index, index + 1), files);
    expect(shown({}, only(0))).toEqual(['Original', 'YOTO distortion 10']);
    expect(shown({}, only(3))).toEqual(['Original', 'JPEG quality 10']);
    expect(comparisonOf(examplesOf([], new Map()), {}, task)).toBeUndefined();
  });

  it('has the address of each picture, with its hash', () => {
    const pictures = comparisonOf(examples, {}, task)?.pictures ?? [];
    expect(pictures[1]?.image.url).toBe('/api/v1/jobs/y/artifacts/examples%2F0%2F2.png?sha256=f');
  });

  it('goes through the lambdas with pictures only, which may be fewer than those with values', () => {
    const points = [1, 2, 3].map((distortion) => ({
      at: { lambda: { distortion } },
      bpp: [1, 1],
      psnr: [9, 9],
    }));
    const pictures = [
      entry(0, null, 'o'),
      entry(0, { lambda: { distortion: 1 } }, 'a'),
      entry(0, { lambda: { distortion: 3 } }, 'b'),
    ];
    const of = examplesOf([job('y', 'YOTO', 'yoto')], new Map([['y', file(points, { pictures })]]));
    expect(comparisonOf(of, {}, task)?.leading.points.map(({ at }) => parametersAt(at).distortion)).toEqual([
      1, 3,
    ]);
  });
});

describe('the address of a comparison', () => {
  it('says all that was chosen, and is read as it was written', () => {
    const choice: CompareChoice = {
      ...{ seed: 2, example: 1, lambda: 'distortion=0.01', lead: 'YOTO & co' },
      ...{ beside: ['', 'JPEG'], mode: 'wipe' },
    };
    expect(readChoice(writeChoice(choice))).toEqual(choice);
    expect(compareAddress('s', { example: 0 })).toBe('/sweeps/s/compare?example=0');
    expect(compareAddress('s', {})).toBe('/sweeps/s/compare');
  });

  it('may be nonsense', () => {
    const read = readChoice(new URLSearchParams('seed=-1&example=x&mode=dance'));
    expect(Object.values(read).every((value) => value === undefined)).toBe(true);
  });
});
