import { ENGINE_NAMES } from '@yoto/core';
import { afterEach, expect, it } from 'vitest';
import { type Engine, openEngine, probeEngines, tf } from './index.ts';

/** Probing starts processes. */
const TIMEOUT_MS = 60_000;
/** A folder without engines. */
const nativeDir = new URL('./no-engines', import.meta.url).pathname;

let engine: Engine | null = null;
afterEach(async () => {
  await engine?.dispose();
  engine = null;
});

it('takes the fastest engine that works, and says why', { timeout: TIMEOUT_MS }, async () => {
  engine = await openEngine('auto', { nativeDir });
  const faster = ENGINE_NAMES.slice(0, ENGINE_NAMES.indexOf(engine.name));
  expect(engine.reason).toMatch(`${engine.name} is the fastest engine that works here`);
  for (const name of faster) expect(engine.reason).toContain(`${name}: `);
  expect(tf.getBackend()).not.toBe('cpu');
});

it('lists every engine with what it found', { timeout: TIMEOUT_MS }, async () => {
  const probes = await probeEngines({ nativeDir });
  expect(probes.map(({ name }) => name)).toEqual([...ENGINE_NAMES]);
  for (const { available, device, version, reason } of probes) {
    expect(reason).not.toBe('');
    expect([device !== null, version !== null]).toEqual([available, available]);
  }
  expect(probes.find(({ name }) => name === 'wasm')?.available).toBe(true);
});

it('refuses a named engine that is not there, saying what to do', async () => {
  await expect(openEngine('tensorflow', { nativeDir })).rejects.toMatchObject({
    code: 'engine_unavailable',
    message: expect.stringContaining('yoto engine install'),
  });
  await expect(openEngine('cpu' as 'wasm')).rejects.toMatchObject({ code: 'invalid_input' });
});

it('opens one engine at a time, and another after it', async () => {
  engine = await openEngine('wasm', { threads: 1 });
  expect(engine).toMatchObject({
    name: 'wasm',
    threads: 1,
    deterministic: true,
    reason: 'wasm was asked for',
  });
  await expect(openEngine('wasm')).rejects.toMatchObject({ code: 'conflict' });
  await engine.dispose();
  engine = await openEngine({ name: 'wasm', reason: 'chosen before' }, { threads: 2 });
  expect(engine).toMatchObject({ threads: 2, reason: 'chosen before' });
});
