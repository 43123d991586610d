/** From a preset to a page that lets another person repeat it: through the command line, on a real stack. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { SweepSpecInput } from '@yoto/core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parse } from 'yaml';
import { REPOSITORY } from '../src/local-stack/places.ts';
import { writePng } from './png-file.ts';
import { type RunningStack, startStack, stateFolder } from './running-stack.ts';
import { COMPRESSION_SWEEP, QUICK_SWEEP, STYLE_SWEEP } from './toy-specs.ts';
import { yoto } from './yoto-command.ts';

let stack: RunningStack;
const state = stateFolder();
beforeAll(async () => {
  mkdirSync(inState('data/images'), { recursive: true });
  for (const index of [0, 1]) {
    writePng(
      inState(`data/images/${index}.png`),
      { width: 96, height: 70 },
      (row, column) =>
        [...[(7 * row + 40 * index) % 256, (5 * column) % 256, 128 + 100 * Math.sin(row * column)]] as [
          number,
          number,
          number,
        ],
    );
  }
  const script = path.join(REPOSITORY, 'infra/scripts/new-task.mjs');
  execFileSync(process.execPath, [script, inState('spot-cleaner')], { stdio: 'ignore' });
  const local = ['--port', '0', '--workers', '1', '--data', inState('data')];
  stack = await startStack(state.folder, local, { TASK_PACKAGES });
});
afterAll(async () => {
  await stack?.interrupt();
  state.remove();
});

const inState = (name: string) => path.join(state.folder, name);
/** One that is installed, and one that is just a folder. */
const TASK_PACKAGES = `@yoto/testkit/toy-task,${inState('spot-cleaner')}`;
const environment = { TASK_PACKAGES, YOTO_STATE: state.folder };
const onServer = (args: string[], input = '') =>
  yoto([...args, '--server', stack.url], { environment, input, cwd: state.folder });
async function printed(args: string[], input = ''): Promise<string> {
  const { exitCode, stdout, stderr } = await onServer(args, input);
  expect({ args, exitCode, stderr }).toMatchObject({ args, exitCode: 0 });
  return stdout;
}

test('presets are listed, changed and saved; what they do not have is named', async () => {
  expect(await printed(['presets'])).toMatch(
    /^figure-2-shapes3d +beta-VAE on Shapes3D +figure 2 \(c, d\) +8 × 300 /m,
  );
  const changes = ['--scale', 'tiny', '--seeds', '3,4', '--set', 'defaults.steps=7', '--name', 'changed'];
  const plan = await printed(['submit', 'preset:figure-2-shapes3d', ...changes, '--dry-run']);
  expect(plan).toMatch(/^changed: task beta-vae on shapes3d-rendered$/m);
  expect(plan).toMatch(/^all +16 +112$/m);

  expect(await printed(['submit', 'preset:figure-2-shapes3d', ...changes, '--save', 'saved.yaml'])).toBe(
    'Saved saved.yaml\n',
  );
  const saved = readFileSync(inState('saved.yaml'), 'utf8');
  expect(saved).toMatch(/^# From preset:figure-2-shapes3d --scale tiny /);
  expect(parse(saved)).toMatchObject({ name: 'changed', defaults: { steps: 7, seeds: [3, 4] } });
  expect(await printed(['submit', 'saved.yaml', '--dry-run'])).toBe(plan);
  expect(await onServer(['submit', 'saved.yaml', '--save', 'saved.yaml'])).toMatchObject({
    exitCode: 2,
    stderr: expect.stringContaining('saved.yaml exists already'),
  });

  const wrong: [string[], RegExp][] = [
    [['preset:figure-0'], /There is no preset "figure-0"\. Known presets: figure-2-cifar10/],
    [['preset:figure-2-shapes3d', '--set', 'defaults.stepz=5'], /defaults.*stepz/],
    [['saved.yaml', '--scale', 'tiny'], /Only presets have scales/],
  ];
  for (const [args, message] of wrong) {
    const { exitCode, stderr } = await onServer(['submit', ...args]);
    expect({ args, exitCode, stderr }).toEqual({ args, exitCode: 2, stderr: expect.stringMatching(message) });
  }
  expect((await stack.client.listSweeps()).items).toEqual([]);
});

test('a sweep is submitted before anything is measured; how long it takes is measured on request', async () => {
  const preset = await onServer(['submit', 'preset:figure-2-shapes3d', '--scale', 'tiny', '--json']);
  expect(preset).toMatchObject({ exitCode: 0, stderr: '' });
  await printed(['cancel', JSON.parse(preset.stdout).id]);

  const measuring = ['--engine', 'wasm', '--threads', '1'];
  const submitted = await printed(['submit', '-', '--estimate', '--watch', ...measuring], QUICK_SWEEP);
  expect(submitted).toMatch(
    /^How long it will take \(measured in [\d.]+ s with the engine wasm on .*, 1 thread\):$/m,
  );
  expect(submitted).toMatch(/^grid +3 +450 +[\d.e-]+ +[\d.e-]+ +.*\d s$/m);
  expect(submitted).toMatch(
    /device-hours: about .*\d s with one job at a time on the one worker connected now\.$/m,
  );
  expect(submitted.indexOf('Submitted "quick": 4 jobs, 600 steps')).toBeLessThan(
    submitted.indexOf('How long'),
  );
  expect(submitted).toMatch(/^quick: 4 completed$/m);

  mkdirSync(inState('empty'));
  const missing = ['estimate', 'preset:figure-2-cifar10', '--scale', 'tiny', '--data', 'empty', '--json'];
  const { exitCode, stdout } = await onServer([...missing, ...measuring]);
  const report = JSON.parse(stdout);
  expect({ exitCode, ...report }).toMatchObject({
    exitCode: 1,
    engine: { name: 'wasm' },
    estimate: { unmeasuredJobs: 8, deviceSeconds: null, wallSeconds: null },
    notes: [expect.stringMatching(/^Not measured \(YOTO, .*\): .*cifar/i)],
  });
}, 180_000);

test('a report is one page with all that it takes to repeat the sweep', async () => {
  expect(await printed(['report', 'quick'])).toBe('Wrote report.html\n');
  const html = readFileSync(inState('report.html'), 'utf8');
  expect(html.replaceAll('http://www.w3.org/2000/svg', '')).not.toMatch(/https?:\/\/|<script/);
  expect(html.match(/<svg /g)?.length).toBeGreaterThanOrEqual(3);
  expect(html).toMatch(/<dt>tool<\/dt><dd>yoto \d+\.\d+\.\d+, commit \S+<\/dd>/);
  expect(html).toMatch(/<td>wasm \d+\.\d+\.\d+<\/td>/);

  const [, address = ''] = html.match(/download="sweep.json" href="data:[^,]*,([^"]*)"/) ?? [];
  const spec = JSON.parse(decodeURIComponent(address.replaceAll('&#39;', "'")));
  const plan = JSON.parse(await printed(['submit', '-', '--dry-run', '--json'], JSON.stringify(spec)));
  expect(plan.spec).toEqual(spec);
  expect(plan.totalSteps).toBe(600);

  expect(await printed(['report', 'quick', '--markdown', 'docs/quick.md'])).toBe('Wrote docs/quick.md\n');
  const markdown = readFileSync(inState('docs/quick.md'), 'utf8');
  expect(markdown).toMatch(/^\| film \| yoto \| seed 0 \|/m);
  expect(await onServer(['report', 'nothing'])).toMatchObject({ exitCode: 2 });
  mkdirSync(inState('folder'));
  expect(await onServer(['report', 'quick', '--out', 'folder'])).toMatchObject({
    exitCode: 2,
    stderr: expect.stringContaining('folder cannot be written'),
  });
  expect(existsSync(inState('folder.part'))).toBe(false);
});

/** The id of the sweep's one job, once it is completed. */
async function trained(spec: SweepSpecInput): Promise<string> {
  const { id } = await stack.client.createSweep({ body: { spec } });
  return completed(id);
}

async function completed(id: string): Promise<string> {
  for (;;) {
    const [job] = (await stack.client.listSweepJobs({ params: { id } })).items;
    if (job?.state === 'completed') return job.id;
    if (job?.errorMessage) throw new Error(job.errorMessage);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

test('a trained model compresses a picture, and reads its file', async () => {
  const job = await trained(COMPRESSION_SWEEP);
  const codec = ['--engine', 'wasm', '--threads', '1'];
  const compress = ['compress', 'data/images/0.png', '--job', job];
  const report = await printed([...compress, '--bpp', '30', '--out', 'a.yoto', ...codec]);
  expect(report).toMatch(/^picture +96 x 70$/m);
  expect(report).toMatch(
    /^size +[\d.]+ bits per pixel \(at most 30\); the model estimates [\d.]+ \([+-][\d.]+ %\)$/m,
  );
  expect(report).toMatch(/^quality +[\d.]+ dB PSNR/m);
  // The model is kept: no server is needed any more.
  const alone = ['decompress', 'a.yoto', ...codec, '--state', state.folder, '--server', 'http://127.0.0.1:9'];
  const decoded = await yoto(alone, { cwd: state.folder });
  expect(decoded.stdout, decoded.stderr).toMatch(/^picture +96 x 70, from /m);
  expect(readFileSync(inState('a.decoded.png')).readUInt32BE(16)).toBe(96);
  expect(await onServer(compress)).toMatchObject({
    exitCode: 2,
    stderr: expect.stringMatching(/covers a range of lambdas: say which\. It was evaluated at 0\.01\n/),
  });
}, 180_000);

test('a trained model paints a picture in the style of another', async () => {
  const job = await trained(STYLE_SWEEP);
  const pictures = ['data/images/0.png', 'data/images/1.png'];
  const stylize = ['stylize', ...pictures, '--job', job, '--engine', 'wasm', '--threads', '1'];
  const report = await printed([...stylize, '--weights', 'content=10', '-o', 'painted/a.png']);
  expect(report).toMatch(/^content +96 x 70$/m);
  expect(report).toMatch(/^style +44 x 32; reduced from 96 x 70$/m);
  expect(report).toMatch(/^weights +content=10, style-1=0\.001, /m);
  expect(readFileSync(inState('painted/a.png')).readUInt32BE(16)).toBe(96);
  expect(await onServer([...stylize, '--weights', 'content=1e9'])).toMatchObject({
    exitCode: 2,
    stderr: expect.stringContaining('1000000000 is outside'),
  });
}, 180_000);

test('a worker trains the task of a folder that new:task made', async () => {
  const written = parse(readFileSync(inState('spot-cleaner/sweep.yaml'), 'utf8'));
  const quick = {
    ...written,
    defaults: { steps: 3, evaluation: { examples: 8 } },
    groups: [written.groups[0]],
  };
  const job = await trained(quick);
  const { artifacts } = await stack.client.getJob({ params: { id: job } });
  expect(artifacts.map(({ name }) => name)).toContainEqual(expect.stringMatching(/^pictures\/.*cleaned/));
  expect(await printed(['submit', 'spot-cleaner/sweep.yaml', '--dry-run'])).toMatch(/^all +14 +7,000$/m);
}, 180_000);

const QUICK_TOY: SweepSpecInput = {
  name: 'third party',
  task: { id: 'test-toy' },
  defaults: { steps: 5, evaluation: { examples: 8 } },
  groups: [{ name: 'quick', kind: 'yoto' }],
};

test('a task of a third party brings a data set, published curves, pictures and a command', async () => {
  const { id } = await stack.client.createSweep({ body: { spec: QUICK_TOY } });
  const task = await stack.client.getTask({ params: { id: 'test-toy' } });
  expect(task.datasets.map((dataset) => dataset.id)).toEqual(['two-points']);
  expect(task.publishedCurves).toMatchObject([{ name: 'Geometry', curves: [{ label: 'straight line' }] }]);
  const job = await completed(id);
  const { artifacts } = await stack.client.getJob({ params: { id: job } });
  expect(artifacts.map(({ name }) => name)).toContainEqual(expect.stringMatching(/^pictures\/.*ends/));

  await printed(['report', 'third party', '--published', '--out', 'published.html']);
  expect(readFileSync(inState('published.html'), 'utf8')).toContain('Geometry: straight line');

  const machine = ['--engine', 'wasm', '--threads', '1'];
  const { stdout, stderr } = await onServer([
    'toy-distance',
    'steps',
    '--job',
    job,
    '--out',
    'far',
    ...machine,
  ]);
  expect({ stdout, said: stderr }).toEqual({
    stdout: '1 steps (quick)\n',
    said: expect.stringMatching(/^Downloading the model .*\nmodel: .*\.safetensors\n$/),
  });
  expect(readFileSync(inState('far'), 'utf8')).toBe('1 steps (quick)');
  const exact = ['toy-distance', 'steps', '--near-b', '1e9', '--no-rounded', '--json', ...machine];
  expect(JSON.parse(await printed(exact))).toEqual({ steps: expect.closeTo(2.5, 5), engine: 'wasm' });
  expect(await onServer(['compress', 'data/images/0.png', '--job', job])).toMatchObject({
    exitCode: 2,
    stderr: expect.stringContaining(
      'is of the task "test-toy"; this command is for jobs of the task "compression"',
    ),
  });
}, 180_000);
