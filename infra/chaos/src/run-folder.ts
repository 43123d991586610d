/** Where a run keeps its servers' data and its logs: removed when all is well. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

export interface RunFolder {
  path: string;
  remove(): void;
}

export function makeRunFolder(name: string): RunFolder {
  const folder = mkdtempSync(path.join(tmpdir(), `yoto-${name}-`));
  return { path: folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
