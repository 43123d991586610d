import { expect, test } from 'vitest';
import { matchSweep } from './find-sweep.ts';

const SWEEPS = [
  { id: '0192f0c1-2a3b-7c4d-8e5f-0123456789ab', name: 'first' },
  { id: '0192f0c1-9999-7c4d-8e5f-0123456789ab', name: 'second' },
  { id: '0192ffff-2a3b-7c4d-8e5f-0123456789ab', name: '0192' },
];

test('a sweep is found by its name, or by the beginning of its id', () => {
  expect(matchSweep(SWEEPS, 'second')).toBe(SWEEPS[1]!.id);
  expect(matchSweep(SWEEPS, '0192f0c1-2')).toBe(SWEEPS[0]!.id);
  expect(matchSweep(SWEEPS, '0192')).toBe(SWEEPS[2]!.id);
});

test('several that fit are all named, and nothing that fits is not found', () => {
  expect(() => matchSweep(SWEEPS, '0192f0c1')).toThrow(/several sweeps: .*first.*second/);
  expect(() => matchSweep(SWEEPS, 'third')).toThrow(/no sweep with the name or id "third"/);
  expect(() => matchSweep(SWEEPS, '019')).toThrow(/no sweep/);
});
