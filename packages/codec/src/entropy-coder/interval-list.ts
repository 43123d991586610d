import { type Interval, STATE_BYTES, STATE_LOW, STATE_ROOM_BITS } from './rans.ts';

/** The steps of one stream in the order of decoding. rANS is a stack: encoding has to start with the last one. */
export interface IntervalList {
  push(interval: Interval): void;
  /** `count` (1..15) raw bits, as an interval among 2^count equal ones. */
  pushBits(bits: number, count: number): void;
  toStream(): Uint8Array;
}

/** An empty list with room for `capacity` steps; it grows when more come. */
export function createIntervalList(capacity: number): IntervalList {
  let intervals = new Uint32Array(capacity);
  let length = 0;
  function push(interval: Interval): void {
    if (length === intervals.length) {
      const grown = new Uint32Array(2 * length + 64);
      grown.set(intervals);
      intervals = grown;
    }
    intervals[length++] = interval;
  }
  return {
    push,
    pushBits: (bits, count) => push((bits << (32 - count)) | (1 << (16 - count))),
    toStream: () => encodeIntervals(intervals.subarray(0, length)),
  };
}

/** The state and then the bytes that were shifted out of it, the last one first. */
function encodeIntervals(intervals: Uint32Array): Uint8Array {
  // A step of length 1, the dearest, shifts out two bytes.
  const bytes = new Uint8Array(2 * intervals.length + STATE_BYTES);
  let position = bytes.length;
  let state = STATE_LOW;
  for (let i = intervals.length - 1; i >= 0; i--) {
    const interval = intervals[i]!;
    const length = interval & 0xffff;
    const limit = length << STATE_ROOM_BITS;
    while (state >= limit) {
      bytes[--position] = state;
      state >>= 8;
    }
    const quotient = (state / length) | 0;
    state = (quotient << 16) + (state - Math.imul(quotient, length)) + (interval >>> 16);
  }
  for (let i = 0; i < STATE_BYTES; i++, state >>= 8) bytes[--position] = state;
  return bytes.slice(position);
}
