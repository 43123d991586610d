import { expect, it } from 'vitest';
import { paletteGroups, stepTo } from './palette-items.ts';

const sweeps = [{ id: '1', name: 'narrow VAEs', taskId: 'beta-vae', state: 'running' as const }];
const presets = [
  { name: 'figure-6a', title: 'Style transfer, one weight at a time', source: 'figure 6 (a)' },
];
const offered = (words: string) =>
  paletteGroups(words, sweeps, presets).map(({ title, items }) => [title, ...items.map(({ to }) => to)]);

it('offers places and recent sweeps before anything is typed', () => {
  expect(offered('')).toEqual([
    ['Go to', '/sweeps/new', '/sweeps', '/workers', '/api/docs'],
    ['Recent sweeps', '/sweeps/1'],
  ]);
});

it('keeps what has all words, and all sweeps that the server found for them', () => {
  expect(offered('WORK')).toEqual([
    ['Go to', '/workers'],
    ['Sweeps', '/sweeps/1'],
  ]);
  expect(offered('style 6')).toEqual([
    ['Sweeps', '/sweeps/1'],
    ['New sweep from a preset', '/sweeps/new?preset=figure-6a&scale=tiny'],
  ]);
});

it.each([
  ['ArrowDown', 2, 0],
  ['ArrowUp', 0, 2],
  ['PageDown', 0, 2],
  ['PageUp', 2, 0],
  ['Tab', 1, undefined],
])('%s from option %i leads to %s of three', (key, from, to) => {
  expect(stepTo(key, from, 3)).toBe(to);
  expect(stepTo(key, 0, 0)).toBeUndefined();
});
