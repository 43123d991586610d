/** Random numbers and ids that depend on a seed and on what they are for, not on the order in which they are drawn. */
import { createHash } from 'node:crypto';

const digest = (seed: number, what: string) => createHash('sha256').update(`${seed} ${what}`).digest();

/** In [0, 1). */
export const chance = (seed: number, what: string): number => digest(seed, what).readUInt32BE(0) / 2 ** 32;

/** Near 0, mostly within -1 and 1: the mean of four uniform numbers, spread. */
export function noise(seed: number, what: string): number {
  const bytes = digest(seed, what);
  const sum = [0, 4, 8, 12].reduce((total, at) => total + bytes.readUInt32BE(at) / 2 ** 32, 0);
  return (sum - 2) * 1.2;
}

/** A version 7 UUID of that time: ids sort as the rows were made. */
export function uuidAt(time: Date, seed: number, what: string): string {
  const bytes = digest(seed, what).subarray(0, 16);
  bytes.writeUIntBE(time.getTime(), 0, 6);
  bytes[6] = 0x70 | (bytes[6]! & 0x0f);
  bytes[8] = 0x80 | (bytes[8]! & 0x3f);
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
