import { expect, test } from 'vitest';
import { planSweep } from '../sweep/plan-sweep.ts';
import { resolveSweepSpec } from '../sweep/resolve-sweep.ts';
import { fixed, tasks, written } from '../testing/sweep-specs.ts';
import { encodeLine, parseCommand, type TrainerCommand } from './trainer-protocol.ts';

const place = { dataDir: '/data', dataFolders: {}, workDir: '/spool/job' };
const groups = [
  { ...fixed, interpolation: true },
  { kind: 'codec', name: 'JPEG', codec: 'jpeg' },
];
const withCodecs = tasks.get('codecs');
const { jobs } = planSweep(
  resolveSweepSpec(written(groups, { task: { id: 'codecs' } }), {
    ...tasks,
    get: () => ({ ...withCodecs, interpolates: true }),
  }),
);
const specOf = (kind: string) => jobs.find((job) => job.kind === kind);
const train = { type: 'train', spec: specOf('fixed'), ...place, resumeFrom: null };
const mix = {
  type: 'interpolate',
  spec: specOf('interpolation'),
  ...place,
  sources: { least: 'a.safetensors', greatest: 'b.safetensors' },
};
const measure = { type: 'measure', spec: specOf('codec'), ...place };

test('a job of each kind reaches the trainer as it was planned', () => {
  for (const command of [train, mix, measure] as TrainerCommand[])
    expect(parseCommand(encodeLine(command))).toEqual(command);
});

test.each([
  ['a model for a codec', { ...measure, spec: train.spec }],
  ['a codec for a model', { ...train, spec: measure.spec }],
  ['a model for a mixture', { ...mix, spec: train.spec }],
  ['a field that no job has', { ...train, spec: { ...train.spec, singleModel: { kl: 1 } } }],
])('%s is refused, quoting the line', (_what, command) => {
  const parse = () => parseCommand(JSON.stringify(command));
  expect(parse).toThrow(expect.objectContaining({ code: 'trainer_protocol' }));
  expect(parse).toThrow(/spec.*It reads: \{"type"/);
});
