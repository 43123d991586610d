import { type Engine, openEngine } from '@yoto/engine';
import { afterAll, beforeAll, vi } from 'vitest';

/** Tests that train share their processor with others: slow is no failure. */
const TIMEOUT_MS = 120_000;

/** Opens the wasm engine on one thread for the tests of a file. */
export function useEngine(): void {
  vi.setConfig({ testTimeout: TIMEOUT_MS, hookTimeout: TIMEOUT_MS });
  let engine: Engine | undefined;
  beforeAll(async () => {
    engine = await openEngine('wasm', { threads: 1 });
  });
  afterAll(() => engine?.dispose());
}
