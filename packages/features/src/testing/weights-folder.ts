/** A data folder with made weights, for the tests of a file. */
import { mkdtempSync, rmSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';

export interface WeightsFolder {
  path: string;
  write(name: string, bytes: Uint8Array): Promise<void>;
}

/** Is removed when the test ends. */
export function makeWeightsFolder(): WeightsFolder {
  const path = mkdtempSync(join(tmpdir(), 'yoto-features-'));
  onTestFinished(() => rmSync(path, { recursive: true }));
  return {
    path,
    async write(name, bytes) {
      await mkdir(dirname(join(path, name)), { recursive: true });
      await writeFile(join(path, name), bytes);
    },
  };
}
