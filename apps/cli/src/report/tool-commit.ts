import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { REPOSITORY } from '../local-stack/places.ts';

const run = promisify(execFile);

/** The commit that this program is of, `-dirty` where its files were changed since; null without git. */
export async function toolCommit(): Promise<string | null> {
  try {
    const args = ['-C', REPOSITORY, 'describe', '--always', '--dirty', '--abbrev=40', '--exclude=*'];
    return (await run('git', args)).stdout.trim() || null;
  } catch {
    return null;
  }
}
