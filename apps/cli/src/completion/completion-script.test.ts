/** The scripts know every command and option, and shells understand them. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { loadConfig } from '../config.ts';
import { createProgram } from '../program.ts';
import { type CommandWords, commandWords } from './command-words.ts';
import { completionScript, SHELLS } from './completion-script.ts';

const commands: CommandWords[] = commandWords(await createProgram(loadConfig({})));
const folder = mkdtempSync(path.join(tmpdir(), 'yoto-completion-'));
afterAll(() => rmSync(folder, { recursive: true }));
const isInstalled = (shell: string) => spawnSync(shell, ['--version']).status === 0;

/** What bash offers at the end of a line. */
function offered(...words: string[]): string[] {
  const script = `${completionScript('bash', commands)}
COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _yoto; printf '%s\\n' "\${COMPREPLY[@]}"`;
  const { stdout, stderr } = spawnSync('bash', ['-c', script, 'bash', 'yoto', ...words], {
    encoding: 'utf8',
  });
  expect(stderr).toBe('');
  return stdout.split('\n').filter(Boolean);
}

describe.skipIf(!isInstalled('bash'))('in bash', () => {
  test('commands, those of tasks and those below others', () => {
    expect(offered('')).toEqual(expect.arrayContaining(['up', 'submit', 'completion', 'stylize']));
    expect(offered('sub')).toEqual(['submit']);
    expect(offered('engine', '')).toEqual(['list', 'install']);
    expect(offered('completion', '')).toEqual([...SHELLS]);
  });

  test('options, and values where only some will do', () => {
    expect(offered('engine', 'install', '--f')).toEqual(['--from']);
    expect(offered('engine', 'list', '--f')).toEqual([]);
    expect(offered('artifacts', 'a7', '--')).toEqual(
      expect.arrayContaining(['--download', '--json', '--help']),
    );
    const [command, option] = commands
      .flatMap((one) => one.options.map((own) => [one, own] as const))
      .find(([, { choices }]) => choices.length > 0)!;
    expect(offered(...command.path, option.flags[0]!, '')).toEqual(option.choices);
  });

  test('nothing where any file will do, so that the shell offers its files', () => {
    expect(offered('submit', 'exam')).toEqual([]);
    expect(offered('artifacts', 'a7', '--download', 'o')).toEqual([]);
  });
});

test.each(SHELLS)('%s has every command and option, and its quotes are sound', (shell) => {
  const script = completionScript(shell, commands);
  expect(commands.length).toBeGreaterThan(25);
  for (const { path, options } of commands) {
    expect(script).toContain(path.at(-1));
    for (const { flags } of options) expect(script).toContain(flags[0]!.replace(/^--/, ''));
  }
  if (!isInstalled(shell)) return;
  // From a file: fish reads no socket, which is what Node gives it for its input.
  const file = path.join(folder, shell);
  writeFileSync(file, script);
  const parsed = spawnSync(shell, ['-n', file], { encoding: 'utf8' });
  expect([parsed.status, parsed.stderr]).toEqual([0, '']);
});

test('quotes in descriptions stay within them', () => {
  const odd = [{ path: ['odd'], description: "it's \\ a: b", subcommands: [], options: [], choices: [] }];
  expect(completionScript('zsh', odd)).toContain("'odd:it'\\''s \\ a\\: b'");
  expect(completionScript('fish', odd)).toContain("-d 'it\\'s \\\\ a: b'");
});
