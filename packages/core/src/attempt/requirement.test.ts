import { describe, expect, test } from 'vitest';
import { type Capabilities, lackOf, type Requirement, requirementText, whyNobody } from './requirement.ts';

const worker: Capabilities & { name: string } = {
  name: 'gpu-1',
  tasks: [
    { id: 'toy', version: 1 },
    { id: 'vae', version: 2 },
  ],
  engine: 'webgpu',
  engineClass: 'gpu',
  memoryBytes: 24e9,
  labels: { site: 'north', card: 'a100' },
};
const task = { id: 'toy', version: 1 };

describe('lackOf', () => {
  test.each<[string, Omit<Requirement, 'task'> & Partial<Requirement>, string | null]>([
    ['nothing but the task', {}, null],
    ['another task', { task: { id: 'style', version: 1 } }, 'does not have the task "style"'],
    ['another version', { task: { id: 'vae', version: 1 } }, 'has version 2 of the task "vae", not 1'],
    ['its engine', { engine: 'webgpu' }, null],
    ['its class of engine', { engine: 'gpu' }, null],
    ['another engine', { engine: 'cpu' }, 'computes with webgpu, not cpu'],
    ['its memory', { minMemory: 24e9 }, null],
    ['more memory', { minMemory: 80e9 }, 'has 24 GB of memory, not 80 GB'],
    ['some of its labels', { labels: { site: 'north' } }, null],
    ['another label', { labels: { site: 'north', card: 'h100' } }, 'does not have the label card=h100'],
  ])('%s', (_what, needed, lack) => expect(lackOf(worker, { task, ...needed })).toBe(lack));

  test('a worker that does not know its memory lacks it; one that announces no tasks has all', () => {
    expect(lackOf({ ...worker, memoryBytes: null }, { task, minMemory: 1 })).toMatch(/DEVICE_MEMORY_MB/);
    expect(lackOf({ ...worker, tasks: null }, { task: { id: 'any', version: 7 } })).toBeNull();
  });
});

test('why nobody can run a job names the workers and what each lacks', () => {
  const cpu = { ...worker, name: 'cpu-1', engine: 'wasm', engineClass: 'cpu' } as const;
  expect(whyNobody([cpu, worker], { task, engine: 'gpu' })).toBeNull();
  expect(whyNobody([], { task })).toMatch(/^No worker is connected/);
  expect(whyNobody([cpu], { task, engine: 'gpu' })).toBe(
    'No connected worker can run it: cpu-1 computes with wasm, not gpu',
  );
  expect(whyNobody([cpu, cpu, cpu, cpu, cpu], { task, engine: 'gpu' })).toMatch(/; and 2 more$/);
});

test('equal requirements have equal texts, whatever the order of their labels', () => {
  const labels = { a: '1', b: '2' };
  expect(requirementText({ task, labels })).toBe(requirementText({ labels: { b: '2', a: '1' }, task }));
  expect(requirementText({ task })).toBe(requirementText({ task, labels: {} }));
  expect(requirementText({ task, labels })).not.toBe(requirementText({ task }));
});
