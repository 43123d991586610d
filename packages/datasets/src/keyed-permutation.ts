/**
 * A pseudo-random order of 0 to size - 1 that needs no array: a keyed Feistel network permutes the next power
 * of four, and values outside the range are sent round again until they fall inside (cycle walking). Any place
 * of the order can be asked alone, so a batch is a function of its index.
 */
import { AppError, type RandomStream } from '@yoto/core';

const ROUNDS = 6;
/** The halves of the network are 15 bits at most, so that every product below stays an exact integer. */
const MAX_SIZE = 2 ** 30;

/** A bijection on the integers 0 to size - 1. Throws `invalid_input` for an argument outside. */
export type Permutation = (position: number) => number;

/** The permutation that the next draws of `draws` are the key of. `size` is 1 to 2^30. */
export function keyedPermutation(size: number, draws: RandomStream): Permutation {
  if (!Number.isInteger(size) || size < 1 || size > MAX_SIZE) {
    throw new AppError('invalid_input', `A permutation needs a size from 1 to ${MAX_SIZE}, not ${size}`);
  }
  const halfBits = Math.max(1, Math.ceil(Math.log2(size) / 2));
  const mask = 2 ** halfBits - 1;
  const keys = Array.from({ length: ROUNDS }, () => draws.uint32());
  const once = (value: number) => {
    let left = value >>> halfBits;
    let right = value & mask;
    for (const key of keys) {
      const mixed = left ^ (scramble(right ^ key) & mask);
      left = right;
      right = mixed;
    }
    return ((left << halfBits) | right) >>> 0;
  };
  return (position) => {
    if (!Number.isInteger(position) || position < 0 || position >= size) {
      throw new AppError('invalid_input', `Position ${position} is not in 0 to ${size - 1}`);
    }
    let value = once(position);
    while (value >= size) value = once(value);
    return value;
  };
}

/** Finaliser of MurmurHash3: every input bit changes about half of the output bits. */
function scramble(value: number): number {
  let hash = value;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
