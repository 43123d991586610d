import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { loadConfig } from '../config.ts';
import { createProgram } from '../program.ts';
import { confirm } from './confirm.ts';
import { hoursOf } from './gc.ts';

function terminal(isTTY: boolean) {
  const input = Object.assign(new PassThrough(), { isTTY });
  return { input, output: new PassThrough() };
}

test('only yes is yes, and the end of the input is no', async () => {
  for (const [answer, expected] of [
    ['y\n', true],
    ['Yes\n', true],
    ['\n', false],
    ['no\n', false],
    ['yesterday\n', false],
  ] as const) {
    const { input, output } = terminal(true);
    const asked = confirm('Sure?', { input, output });
    input.write(answer);
    expect([answer, await asked]).toEqual([answer, expected]);
    expect(String(output.read())).toBe('Sure? [y/N] ');
  }
  const { input, output } = terminal(true);
  const asked = confirm('Sure?', { input, output });
  input.end();
  expect(await asked).toBe(false);
});

test('where nobody can be asked, the option to give is named', async () => {
  await expect(confirm('Sure?', terminal(false))).rejects.toMatchObject({
    code: 'invalid_input',
    details: { fix: expect.stringContaining('--yes') },
  });
});

test('ages are minutes, hours or days', () => {
  expect(['30m', '24h', '7d', '0h', '1.5d'].map(hoursOf)).toEqual([0.5, 24, 168, 0, 36]);
  for (const wrong of ['24', '1w', '-1h', 'h', '']) expect(() => hoursOf(wrong)).toThrow(/like 30m/);
});

test('every command has a description, and its options say what they do', async () => {
  const commands = (await createProgram(loadConfig({}))).commands.flatMap((one) => [one, ...one.commands]);
  expect(commands.map((command) => command.name())).toEqual(
    expect.arrayContaining([
      'presets',
      'submit',
      'estimate',
      'report',
      'pause',
      'retry',
      'gc',
      'artifacts',
      'release',
    ]),
  );
  for (const command of commands) {
    expect(command.description()).not.toBe('');
    for (const option of command.options) expect([option.long, option.description]).not.toContain('');
  }
});

test('a command alone is what it is among the others', async () => {
  const all = (await createProgram(loadConfig({}))).commands;
  expect(all.length).toBeGreaterThan(20);
  for (const command of all) {
    const [alone, ...others] = (await createProgram(loadConfig({}), command.name())).commands;
    expect(others).toEqual([]);
    expect(alone?.helpInformation()).toBe(command.helpInformation());
  }
  for (const only of ['help', '--version', 'sbumit', 'constructor']) {
    expect((await createProgram(loadConfig({}), only)).commands).toHaveLength(all.length);
  }
});
