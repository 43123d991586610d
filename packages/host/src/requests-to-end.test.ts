/** Who hears of a request to end, with real processes: signals reach a program once, and npm's end is noticed. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';

const host = JSON.stringify(new URL('./index.ts', import.meta.url).href);
const LOADER = import.meta.resolve('@yoto/ts-loader');

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'yoto-host-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

interface Running {
  process: ChildProcess;
  ended: Promise<{ code: number | null; said: string }>;
}

/** Runs the command until it says `ready`; a process group of its own, as a terminal gives it. */
async function run(command: string, args: string[]): Promise<Running> {
  const child = spawn(command, args, {
    cwd: folder,
    detached: true,
    env: { ...process.env, npm_lifecycle_event: undefined },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  child.stdout.on('data', (text) => {
    said += text;
  });
  // The pipe ends when everybody who may write to it has ended, also those that the command has left behind.
  const ended = once(child, 'close').then(([code]) => ({ code, said }));
  await vi.waitFor(() => expect(said).toContain('ready\n'), { timeout: 30_000 });
  return { process: child, ended };
}

const runCode = (code: string) =>
  run(process.execPath, ['--import', LOADER, '--input-type=module', '--eval', `${code}\n${READY}`]);
const READY = `console.log('ready'); setInterval(() => {}, 1000);`;

/** Says what it was asked, and ends after a moment in which it could be asked again. */
const PATIENT = `import { followNpm, onInterrupt, requestEnd } from ${host};
  onInterrupt(() => { console.log('first'); setTimeout(() => process.exit(5), 600); }, () => console.log('again'));`;

test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('%s asks for an end in order', async (signal) => {
  const program = await runCode(PATIENT);
  program.process.kill(signal);
  expect(await program.ended).toEqual({ code: 5, said: 'ready\nfirst\n' });
});

test('a hangup after a signal asks for nothing more, and nohup keeps it away', async () => {
  const program = await runCode(PATIENT);
  program.process.kill('SIGTERM');
  program.process.kill('SIGHUP');
  expect((await program.ended).said).toBe('ready\nfirst\n');

  const args = [
    process.execPath,
    '--import',
    LOADER,
    '--input-type=module',
    '--eval',
    `${PATIENT}\n${READY}`,
  ];
  const kept = await run('nohup', args);
  kept.process.kill('SIGHUP');
  kept.process.kill('SIGTERM');
  expect(await kept.ended).toEqual({ code: 5, said: 'ready\nfirst\n' });
});

test('a forked program hears a signal to the whole group once, and ends when its launcher is killed', async () => {
  writeFileSync(
    path.join(folder, 'forked.ts'),
    `let heard = 0;
     for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => {
       heard += 1;
       console.log('forked heard ' + signal);
       setTimeout(() => process.exit(10 + heard), 500);
     });
     process.on('disconnect', () => process.exit(0));
     console.log('ready');`,
  );
  const launcher = `import { forkProgram, onInterrupt } from ${host};
    const program = forkProgram({ entry: ${JSON.stringify(path.join(folder, 'forked.ts'))}, environment: process.env });
    onInterrupt(program.terminate, program.kill);
    process.exitCode = (await program.ended).code; process.exit();`;
  const args = ['--import', LOADER, '--input-type=module', '--eval', launcher];
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    const program = await run(process.execPath, args);
    process.kill(-program.process.pid!, signal);
    expect(await program.ended).toEqual({ code: 11, said: 'ready\nforked heard SIGTERM\n' });
  }
  const killed = await run(process.execPath, args);
  killed.process.kill('SIGKILL');
  expect((await killed.ended).said).toBe('ready\n');
});

describe('under npx', () => {
  /** A package whose program is `patient`, run as `npx patient`. */
  const npx = async () => {
    const program = path.join(folder, 'node_modules', '.bin', 'patient');
    mkdirSync(path.dirname(program), { recursive: true });
    writeFileSync(
      path.join(folder, 'package.json'),
      JSON.stringify({ name: 'patient-user', version: '1.0.0' }),
    );
    writeFileSync(
      path.join(folder, 'patient.mjs'),
      `${PATIENT}\nfollowNpm(process.env.npm_lifecycle_event, ['npx'], requestEnd);\n${READY}`,
    );
    writeFileSync(
      program,
      `#!/bin/sh\nexec "${process.execPath}" --import "${LOADER}" "${folder}/patient.mjs"\n`,
    );
    chmodSync(program, 0o755);
    return run('npx', ['--offline', 'patient']);
  };

  test.each(['SIGTERM', 'SIGHUP', 'SIGKILL'] as const)('%s to npx ends what it runs', async (signal) => {
    const program = await npx();
    program.process.kill(signal);
    expect((await program.ended).said).toBe('ready\nfirst\n');
  });

  test('Ctrl-C in the terminal of npx is one request', async () => {
    const program = await npx();
    process.kill(-program.process.pid!, 'SIGINT');
    expect((await program.ended).said).toBe('ready\nfirst\n');
  });
});

test('a program in the background of a shell outlives it, unless npm runs it', async () => {
  const pidFile = path.join(folder, 'pid');
  const code = `${PATIENT} followNpm(undefined, ['npx'], requestEnd);
    (await import('node:fs')).writeFileSync(${JSON.stringify(pidFile)}, String(process.pid)); ${READY}`;
  writeFileSync(path.join(folder, 'background.mjs'), code);
  const shell = await run('/bin/sh', [
    '-c',
    `"${process.execPath}" --import "${LOADER}" background.mjs & wait`,
  ]);
  shell.process.kill('SIGKILL');
  await once(shell.process, 'exit');
  await new Promise((resolve) => setTimeout(resolve, 1000));
  const pid = Number(readFileSync(pidFile, 'utf8'));
  expect(process.kill(pid, 0)).toBe(true);
  process.kill(pid, 'SIGTERM');
  expect((await shell.ended).said).toBe('ready\nfirst\n');
});
