import { AppError } from '@yoto/core';

/** Frequencies are integers out of 2^16: what CompressAI and TensorFlow Compression use as well. */
export const FREQUENCY_BITS = 16;
export const FREQUENCY_TOTAL = 2 ** FREQUENCY_BITS;

/**
 * Integer frequencies proportional to `mass` that sum to exactly 2^16, each at least 1. Symbols whose share is below 1 get 1;
 * the others share the rest in proportion, by largest remainders, the lower index first among equals. Only IEEE arithmetic
 * in a fixed order, so equal numbers give equal tables everywhere.
 *
 * @param mass at most 2^16 finite numbers >= 0, not all zero; they need not sum to 1.
 * @throws AppError `invalid_input` for anything else.
 */
export function quantizeMass(mass: ArrayLike<number>): Uint32Array {
  checkMass(mass);
  const { shared, sum, room } = shareAmongLarge(mass);
  const frequencies = new Uint32Array(mass.length);
  const remainders: { index: number; remainder: number }[] = [];
  let left = FREQUENCY_TOTAL;
  for (let index = 0; index < mass.length; index++) {
    const share = shared[index] ? (mass[index]! / sum) * room : 1;
    const frequency = Math.floor(share);
    frequencies[index] = frequency;
    left -= frequency;
    if (shared[index]) remainders.push({ index, remainder: share - frequency });
  }
  remainders.sort((a, b) => b.remainder - a.remainder || a.index - b.index);
  for (let turn = 0; left > 0; turn++, left--) frequencies[remainders[turn % remainders.length]!.index]!++;
  return frequencies;
}

interface Sharing {
  /** 1 by symbol whose share is at least 1. */
  shared: Uint8Array;
  /** The mass of those symbols. */
  sum: number;
  /** The counts that they share. */
  room: number;
}

/** Takes out the symbols whose share is below 1 until none is left: each that gets its 1 makes less room for the others. */
function shareAmongLarge(mass: ArrayLike<number>): Sharing {
  const shared = new Uint8Array(mass.length).fill(1);
  let room = FREQUENCY_TOTAL;
  for (;;) {
    let sum = 0;
    for (let i = 0; i < mass.length; i++) if (shared[i]) sum += mass[i]!;
    const before = room;
    for (let i = 0; i < mass.length; i++) {
      if (shared[i] && (mass[i]! / sum) * before < 1) {
        shared[i] = 0;
        room--;
      }
    }
    if (room === before) return { shared, sum, room };
  }
}

function checkMass(mass: ArrayLike<number>): void {
  const wrong = (what: string) =>
    new AppError('invalid_input', `A probability table cannot be made: ${what}`, {
      details: { size: mass.length },
    });
  if (mass.length < 1 || mass.length > FREQUENCY_TOTAL) {
    throw wrong(`it needs 1 to ${FREQUENCY_TOTAL} symbols, not ${mass.length}`);
  }
  let sum = 0;
  for (let i = 0; i < mass.length; i++) {
    const value = mass[i]!;
    if (!(value >= 0 && value < Number.POSITIVE_INFINITY)) throw wrong(`symbol ${i} has the mass ${value}`);
    sum += value;
  }
  if (!(sum > 0 && sum < Number.POSITIVE_INFINITY)) throw wrong(`the masses sum to ${sum}`);
}
