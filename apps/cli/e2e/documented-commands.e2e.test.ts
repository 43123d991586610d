/** What README and docs tell people to type works as it is written there, and so does every example. */
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Command } from 'commander';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadConfig } from '../src/config.ts';
import { createProgram } from '../src/program.ts';
import { documentedCommands, documentedSweeps } from './documented-commands.ts';
import { type RunningStack, startStack, stateFolder } from './running-stack.ts';
import { slowSweep } from './toy-specs.ts';
import { yoto } from './yoto-command.ts';

/**
 * How each line of a code block is checked: `dry-run` plans it on a server, `run` runs it (in an empty folder), and
 * `parsed` only knows its words, because it trains, installs or serves for long. A new line wants an entry.
 */
const CHECKS: Record<string, 'dry-run' | 'run' | 'parsed'> = {
  up: 'parsed',
  'up --data DIR': 'parsed',
  'up --workers 0 --host 0.0.0.0': 'parsed',
  'up --workers 2 --threads 1 --data DIR': 'parsed',
  'up --workers 2 --threads 1 --engine wasm --data DIR': 'parsed',
  'worker --concurrency 1': 'parsed',
  'engine install --from wheel': 'parsed',
  'estimate preset:figure-2-cifar10 --scale paper': 'parsed',
  'compress DIR/kodak/kodim01.png --job JOB --lambda 0.032': 'parsed',
  'compress photo.jpg --job JOB --lambda 0.01': 'parsed',
  'decompress photo.yoto': 'parsed',
  'stylize photo.jpg painting.jpg --job JOB --weights content=0.5,style-4=0.1 -o painted.jpg': 'parsed',
  'results --x kl --y reconstruction': 'parsed',
  'results --slice content --x content --y style': 'parsed',
  'results --slice east --base north=1,power=2': 'parsed',
  'submit examples/demo.yaml --watch': 'dry-run',
  'submit examples/demo.yaml --dry-run': 'dry-run',
  'submit examples/demo.yaml --set defaults.steps=500 --seeds 0,1': 'dry-run',
  'submit preset:figure-2-shapes3d --scale tiny --watch': 'dry-run',
  'submit preset:figure-4-ablation --seeds 0,1,2,3,4': 'dry-run',
  'submit preset:figure-2-cifar10 --set defaults.steps=8000 --set groups.0.learningRate=5e-4': 'dry-run',
  'submit docs/results/beta-vae-cifar10.yaml': 'dry-run',
  'submit docs/results/beta-vae-shapes3d.yaml': 'dry-run',
  'submit docs/results/compression-kodak.yaml': 'dry-run',
  'submit docs/results/style-transfer.yaml': 'dry-run',
  'submit preset:figure-2-cifar10 --save sweep.yaml': 'run',
  'sweeps --search beta-vae --state running queued': 'run',
  'sweeps --label purpose=paper --sort activity': 'run',
  presets: 'run',
  results: 'run',
  report: 'run',
  'report --out report.html --markdown report.md': 'run',
};

const ROOT = path.join(import.meta.dirname, '../../..');
const documented = documentedCommands(ROOT);
const lines = [...new Set(documented.filter(({ isWhole }) => isWhole).map(({ words }) => words.join(' ')))];

const state = stateFolder();
let stack: RunningStack;
beforeAll(async () => {
  stack = await startStack(state.folder, ['--port', '0', '--workers', '0']);
});
afterAll(async () => {
  await stack?.interrupt();
  state.remove();
});

async function expectSuccess(args: string[], cwd: string): Promise<void> {
  const { exitCode, stderr } = await yoto([...args, '--server', stack.url], { cwd });
  expect({ args, exitCode, stderr }).toMatchObject({ args, exitCode: 0 });
}

test('every line of a code block has its check, and every check its line', () => {
  expect(lines.toSorted()).toEqual(Object.keys(CHECKS).toSorted());
});

test('every command in README and docs exists, with the options it is given', async () => {
  expect(documented.length).toBeGreaterThan(50);
  for (const { file, words, isWhole } of documented) {
    const program = await createProgram(loadConfig({}));
    expect({ file, words, wrong: wrongWords(program, words, isWhole) }).toEqual({ file, words, wrong: [] });
  }
});

/** What commander does not know, or misses. Options are read as the command itself would read them. */
function wrongWords(program: Command, words: readonly string[], isWhole: boolean): string[] {
  let command = program;
  let rest = [...words];
  for (;;) {
    const next = command.commands.find((one) => one.name() === rest[0]);
    if (!next) break;
    command = next;
    rest = rest.slice(1);
  }
  if (command === program) return rest[0] === '--help' ? [] : [rest[0] ?? 'nothing'];
  const { operands, unknown } = command.exitOverride().parseOptions(rest);
  const required = command.registeredArguments.filter((one) => one.required).length;
  return [
    ...unknown.filter((one) => one !== '--help'),
    ...operands.slice(command.registeredArguments.length),
    ...(isWhole && operands.length < required ? ['an argument is missing'] : []),
  ];
}

test('what does not train is run as it is written, and sweeps are planned', async () => {
  await stack.client.createSweep({ body: { spec: slowSweep('waiting', 10) } });
  for (const line of lines) {
    const args = line.split(' ').filter((word) => word !== '--watch');
    if (CHECKS[line] === 'dry-run') await expectSuccess([...args, '--dry-run'], ROOT);
    if (CHECKS[line] === 'run') await expectSuccess(args, state.folder);
  }
  expect(existsSync(path.join(state.folder, 'sweep.yaml'))).toBe(true);
});

test('every sweep file in README and docs is one that the server would accept', async () => {
  const sweeps = documentedSweeps(ROOT);
  expect(sweeps.length).toBeGreaterThanOrEqual(2);
  for (const { file, text } of sweeps) {
    const written = path.join(state.folder, `${file.replaceAll('/', '-')}.yaml`);
    writeFileSync(written, text);
    await expectSuccess(['submit', written, '--dry-run'], ROOT);
  }
});

test('every example is a sweep that the server would accept', async () => {
  const files = readdirSync(path.join(ROOT, 'examples')).filter((name) => name.endsWith('.yaml'));
  expect(files.length).toBeGreaterThanOrEqual(3);
  for (const file of files) await expectSuccess(['submit', `examples/${file}`, '--dry-run'], ROOT);
});
