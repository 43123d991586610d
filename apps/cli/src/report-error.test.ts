import { AppError, ERROR_CODES, invalidInput } from '@yoto/core';
import { expect, test } from 'vitest';
import { reportError } from './report-error.ts';

test('one message and one thing to do, for every code', () => {
  for (const code of ERROR_CODES) {
    const { text, exitCode } = reportError(new AppError(code, 'It broke'));
    expect(text).toMatch(/^error: It broke\nfix: {3}\S.*$/);
    expect([1, 2]).toContain(exitCode);
  }
});

test('the wrong places of an input are listed by path, once', () => {
  const error = invalidInput('The sweep spec', [
    { path: 'groups.0.steps', message: 'too small' },
    { path: '', message: 'unknown field "x"' },
  ]);
  expect(reportError(error)).toEqual({
    text: [
      'error: The sweep spec is not valid',
      '  groups.0.steps: too small',
      '  unknown field "x"',
      'fix:   correct that and run the command again (--help shows how it is used)',
    ].join('\n'),
    exitCode: 2,
  });
});

test('a fix of its own wins, and stack traces come only when asked for', () => {
  const error = new AppError('port_in_use', 'Port 1 is used', {
    details: { fix: 'use port 2' },
    cause: new Error('listen EADDRINUSE'),
  });
  expect(reportError(error)).toEqual({ text: 'error: Port 1 is used\nfix:   use port 2', exitCode: 1 });
  expect(reportError(error, true).text).toMatch(/report-error\.test\.ts[\s\S]*listen EADDRINUSE/);
});

test.each(['EACCES', 'EROFS', 'ENOENT', 'EMFILE', 'ECONNREFUSED', 'ENOTFOUND'])(
  '%s has a fix of its own',
  (code) => {
    const system = Object.assign(new Error(`${code}: it did not work`), { code });
    for (const error of [system, new TypeError('fetch failed', { cause: system })]) {
      const { text } = reportError(error);
      expect(text).toMatch(/^fix: {3}\S/m);
      expect(text).not.toContain('YOTO_DEBUG');
    }
  },
);

test('a full disk is recognised in a system error', () => {
  const full = Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });
  expect(reportError(full).text).toMatch(/^error: The disk is full.*\nfix: {3}free some space/);
});
