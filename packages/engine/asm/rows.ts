// Copies of rows between pitches: slices, splits and concatenations along any one axis.
import { load4 } from './lanes';
import { address } from './descriptor';

/** Units: rows. Words: 0 src, 1 src pitch, 2 out, 3 out pitch, 4 row bytes (a multiple of 4). */
export function copyRows(d: usize, from: i32, to: i32): void {
  const pitch = address(d, 1), outPitch = address(d, 3), bytes = address(d, 4);
  let s = address(d, 0) + <usize>from * pitch, t = address(d, 2) + <usize>from * outPitch;
  if (bytes > 256) {
    for (let r = from; r < to; r++, s += pitch, t += outPitch) memory.copy(t, s, bytes);
    return;
  }
  for (let r = from; r < to; r++, s += pitch, t += outPitch) {
    let j: usize = 0;
    for (; j + 16 <= bytes; j += 16) v128.store(t + j, load4(s + j));
    for (; j < bytes; j += 4) store<i32>(t + j, load<i32>(s + j));
  }
}
