/** How much memory a job can use on the device of an engine. */
import { execFile } from 'node:child_process';
import { totalmem } from 'node:os';
import { promisify } from 'node:util';
import { type EngineName, engineClass } from '@yoto/core';

const ASKING_MS = 10_000;

/** In bytes: the machine's, or the container's, for engines on the processor; null for a graphics card that nobody tells of. */
export async function deviceMemory(engine: EngineName): Promise<number | null> {
  if (engineClass(engine) === 'gpu') return nvidiaMemory();
  const limit = process.constrainedMemory();
  return limit > 0 && limit < totalmem() ? limit : totalmem();
}

/** Of the first card, which is the one that engines use. */
async function nvidiaMemory(): Promise<number | null> {
  const query = ['--query-gpu=memory.total', '--format=csv,noheader,nounits'];
  try {
    const { stdout } = await promisify(execFile)('nvidia-smi', query, { timeout: ASKING_MS });
    const mebibytes = Number.parseInt(stdout, 10);
    return Number.isFinite(mebibytes) ? mebibytes * 2 ** 20 : null;
  } catch {
    return null;
  }
}
