import { type Engine, openEngine } from '@yoto/engine';
import { afterAll, beforeAll } from 'vitest';

/** Opens the wasm engine on one thread for the tests of a file. */
export function useWasm(): void {
  let engine: Engine | undefined;
  beforeAll(async () => {
    engine = await openEngine('wasm', { threads: 1 });
  });
  afterAll(() => engine?.dispose());
}
