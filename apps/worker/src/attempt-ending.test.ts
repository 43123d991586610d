import { expect, test } from 'vitest';
import { describeExit, outcomeOfError } from './attempt-ending.ts';

test('faults of the job have outcomes of their own, all others are failures', () => {
  expect(outcomeOfError('diverged')).toBe('diverged');
  expect(outcomeOfError('out_of_memory')).toBe('out_of_memory');
  expect(outcomeOfError('data_missing')).toBe('data_error');
  expect(outcomeOfError('internal')).toBe('failed');
});

test('a silent end is described by its signal or code and by the most telling line', () => {
  expect(describeExit({ code: null, signal: 'SIGKILL' }, [])).toMatch(/ended by SIGKILL.*memory/);
  const lines = ['    at main', 'SyntaxError: bad token', '}', '', 'Node.js v20.20.2'];
  expect(describeExit({ code: 1, signal: null }, lines)).toBe(
    'The trainer ended with code 1; it last printed: SyntaxError: bad token',
  );
  expect(describeExit({ code: 3, signal: null }, ['a', 'b'])).toMatch(/code 3; it last printed: a \| b$/);
});
