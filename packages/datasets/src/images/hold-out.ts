/** Which pictures are held out: a function of each file's name, so that adding files moves no other. */
import { createHash } from 'node:crypto';

/** Splits `names` (two at least), keeping their order: about `share` of them are for evaluation, one at least on either side. */
export function holdOut(
  names: readonly string[],
  share: number,
): { training: string[]; evaluation: string[] } {
  const places = Float64Array.from(names, placeOf);
  const inOrder = places.toSorted();
  // The first in the order of places is always held out, the last never.
  const bound = Math.min(Math.max(share, inOrder[0] ?? 0), inOrder.at(-2) ?? 0);
  const isHeldOut = (place: number) => (places[place] ?? 1) <= bound;
  return {
    training: names.filter((_, place) => !isHeldOut(place)),
    evaluation: names.filter((_, place) => isHeldOut(place)),
  };
}

/** Evenly spread over [0, 1). */
function placeOf(name: string): number {
  return createHash('sha256').update(name).digest().readUInt32BE() / 2 ** 32;
}
