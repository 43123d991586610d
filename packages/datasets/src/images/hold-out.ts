/** Which pictures are held out: a function of each file's name, so that adding files moves no other. */
import { createHash } from 'node:crypto';

/**
 * Splits `files` (two at least), keeping their order: about `share` of them are for evaluation, one at least on
 * either side.
 */
export function holdOut<File extends { name: string }>(
  files: readonly File[],
  share: number,
): { training: File[]; evaluation: File[] } {
  const places = new Map(files.map((file) => [file, placeOf(file.name)]));
  const inOrder = [...places.values()].sort((a, b) => a - b);
  // The first in the order of places is always held out, the last never.
  const bound = Math.min(Math.max(share, inOrder[0] ?? 0), inOrder.at(-2) ?? 0);
  const isHeldOut = (file: File) => (places.get(file) ?? 1) <= bound;
  return { training: files.filter((file) => !isHeldOut(file)), evaluation: files.filter(isHeldOut) };
}

/** Evenly spread over [0, 1). */
function placeOf(name: string): number {
  return createHash('sha256').update(name).digest().readUInt32BE() / 2 ** 32;
}
