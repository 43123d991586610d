import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PassThrough } from 'node:stream';
import { expect, onTestFinished, test } from 'vitest';
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

test('what a task’s command takes is what its spec declares', async () => {
  const config = loadConfig({ TASK_PACKAGES: '@yoto/testkit/toy-task' });
  const program = await createProgram(config, 'toy-distance');
  const [command] = program.commands;
  expect(command?.helpInformation()).toMatch(/Usage: yoto toy-distance \[options\] <unit>/);
  expect(command?.options.map(({ long }) => long)).toEqual([
    ...['--job', '--near-b', '--out', '--no-rounded', '--shout'],
    ...['--json', '--engine', '--threads', '--state', '--data', '--server'],
  ]);
  expect(command?.opts()).toMatchObject({ nearB: 1, rounded: true, shout: false, json: false });
  command?.exitOverride().configureOutput({ writeErr: () => undefined });
  for (const wrong of ['0', 'x', '']) {
    const parsing = program.parseAsync(['node', 'yoto', 'toy-distance', 'steps', '--near-b', wrong]);
    await expect(parsing).rejects.toThrow(/It must be a number greater than 0\./);
  }
  const help = (await createProgram(config)).helpInformation();
  expect(help).toMatch(/Commands of tasks:[\s\S]*compress[\s\S]*decompress[\s\S]*toy-distance/);
});

test('a task’s command cannot take the name of one of the program, which goes on working', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'yoto-task-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const spec = `{ id: 'mine', params: { safeParse() {} }, datasets: [], lossTerms: [], commands: [{ name: 'submit' }] }`;
  writeFileSync(path.join(folder, 'mine-spec.mjs'), `export default ${spec}`);
  writeFileSync(
    path.join(folder, 'package.json'),
    '{ "name": "mine", "exports": { "./spec": "./mine-spec.mjs" } }',
  );
  const config = loadConfig({ TASK_PACKAGES: folder });
  await expect(createProgram(config)).rejects.toMatchObject({
    code: 'config_invalid',
    message: expect.stringContaining('"mine" has a command "submit"'),
  });
  expect((await createProgram(config, 'submit')).commands).toHaveLength(1);
});
