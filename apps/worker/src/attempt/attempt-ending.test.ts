import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { AppError, type ErrorCode } from '@yoto/core';
import { describe, expect, test } from 'vitest';
import { describeExit, endingOfError, endingOfExit } from './attempt-ending.ts';

const outcomeOfError = (code: ErrorCode) => endingOfError(new AppError(code, 'x')).outcome;

test('faults of the job and of the worker have outcomes of their own, all others are failures', () => {
  expect(outcomeOfError('diverged')).toBe('diverged');
  expect(outcomeOfError('out_of_memory')).toBe('out_of_memory');
  expect(outcomeOfError('data_missing')).toBe('data_error');
  expect(outcomeOfError('engine_unavailable')).toBe('worker_error');
  expect(outcomeOfError('disk_full')).toBe('worker_error');
  expect(outcomeOfError('config_invalid')).toBe('worker_error');
  expect(outcomeOfError('internal')).toBe('failed');
  expect(outcomeOfError('trainer_protocol')).toBe('failed');
});

test('a silent end is described by its signal or code and by the most telling line', () => {
  expect(describeExit({ code: null, signal: 'SIGKILL' }, [])).toMatch(/ended by SIGKILL.*memory/);
  const lines = ['    at main', 'SyntaxError: bad token', '}', '', 'Node.js v20.20.2'];
  expect(describeExit({ code: 1, signal: null }, lines)).toBe(
    'The trainer ended with code 1; it last printed: SyntaxError: bad token',
  );
  expect(describeExit({ code: 3, signal: null }, ['a', 'b'])).toMatch(/code 3; it last printed: a \| b$/);
});

describe('a process that ends without a word', () => {
  async function endingOf(flags: string[], code: string) {
    const child = spawn(process.execPath, [...flags, '--eval', code], {
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    const lines: string[] = [];
    createInterface({ input: child.stderr }).on('line', (line) => lines.push(line));
    const [exitCode, signal] = (await once(child, 'close')) as [number | null, NodeJS.Signals | null];
    return endingOfExit({ code: exitCode, signal }, lines.slice(-20));
  }
  test.each([
    [
      'a full heap',
      ['--max-old-space-size=24'],
      'const a = []; for (;;) a.push(new Array(1000).fill(a.length));',
    ],
    ['an array that cannot be', [], 'new ArrayBuffer(2 ** 52)'],
  ])('because of %s ran out of memory', async (_what, flags, code) => {
    expect(await endingOf(flags, code)).toMatchObject({
      outcome: 'out_of_memory',
      errorCode: 'out_of_memory',
      errorMessage: expect.stringContaining('smaller batch'),
    });
  });

  test('because of a signal or an error crashed', async () => {
    expect(await endingOf([], 'process.kill(process.pid, "SIGKILL")')).toMatchObject({ outcome: 'crashed' });
    expect(await endingOf([], 'throw new Error("no")')).toMatchObject({ outcome: 'crashed' });
  });
});
