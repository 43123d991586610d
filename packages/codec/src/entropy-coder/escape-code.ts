/**
 * What follows an escape symbol: on which side of the table the integer lies, and how far beyond its edge as an Elias
 * gamma code (exp-Golomb of order 0). So any int32 can be coded; far ones cost about 2 log2(distance) bits.
 */
import { bitstreamError } from '../bitstream-error.ts';
import type { IntervalList } from './interval-list.ts';
import type { StreamReader } from './stream-reader.ts';

/** Tables start within +-2^30, so distance + 1 < 2^32. */
const MAX_LOGARITHM = 31;
const MAX_INT32 = 2 ** 31 - 1;
const MIN_INT32 = -(2 ** 31);
/** Raw bits go in pieces that are surely shorter than a frequency. */
const PIECE_BITS = 8;

/** `value` is an int32 outside of [minimum, minimum + size). */
export function pushEscaped(list: IntervalList, value: number, minimum: number, size: number): void {
  const above = value >= minimum;
  const distance = above ? value - (minimum + size) : minimum - 1 - value;
  list.pushBits(above ? 1 : 0, 1);
  const number = distance + 1;
  const logarithm = 31 - Math.clz32(number);
  for (let i = 0; i < logarithm; i++) list.pushBits(1, 1);
  list.pushBits(0, 1);
  // The bits below the leading one, the highest first.
  for (let left = logarithm; left > 0; ) {
    const count = Math.min(left, PIECE_BITS);
    left -= count;
    list.pushBits((number >>> left) & (2 ** count - 1), count);
  }
}

/** The inverse of `pushEscaped`. @throws AppError `bitstream_invalid` for what no int32 has as its code. */
export function readEscaped(stream: StreamReader, minimum: number, size: number): number {
  const above = stream.readBits(1) === 1;
  let logarithm = 0;
  while (stream.readBits(1) === 1) {
    if (++logarithm > MAX_LOGARITHM) throw tooFar();
  }
  let number = 1;
  for (let left = logarithm; left > 0; ) {
    const count = Math.min(left, PIECE_BITS);
    left -= count;
    number = number * 2 ** count + stream.readBits(count);
  }
  const value = above ? minimum + size + number - 1 : minimum - number;
  if (value > MAX_INT32 || value < MIN_INT32) throw tooFar();
  return value;
}

const tooFar = () =>
  bitstreamError('malformed', 'The compressed data is damaged: a number in it exceeds 32 bits');
