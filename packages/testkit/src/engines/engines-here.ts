import { fileURLToPath } from 'node:url';
import type { EngineName } from '@yoto/core';
import { openEngine, probeEngines } from '@yoto/engine';
import { afterAll, beforeAll, describe } from 'vitest';

const TIMEOUT_MS = 300_000;
/** Where native engines are installed, when they are. */
export const nativeDir =
  process.env.YOTO_TEST_ENGINES ?? fileURLToPath(new URL('./no-engines', import.meta.url));

/**
 * The engines that are on this machine, without graphics adapters that the processor plays. Slowest first: that one, wasm,
 * is everywhere.
 */
export async function enginesHere(): Promise<EngineName[]> {
  const probes = await probeEngines({ nativeDir });
  return probes
    .filter(({ available, reason }) => available && !reason.includes('software'))
    .map(({ name }) => name)
    .reverse();
}

/** Registers the tests for each of the engines, opened on one thread. */
export function describeOnEngines(engines: readonly EngineName[], register: () => void): void {
  describe.each(engines)('on %s', { timeout: TIMEOUT_MS }, (name) => {
    let close: () => Promise<void> = async () => undefined;
    beforeAll(async () => {
      const engine = await openEngine({ name, reason: 'test' }, { threads: 1, nativeDir });
      close = () => engine.dispose();
    }, TIMEOUT_MS);
    afterAll(() => close());
    register();
  });
}
