// Convolutions as products of rows: output row y is a product of the (zero-padded) input rows under it.
import { address, real, word } from './descriptor';
import { loadPart } from './lanes';
import { fourRows } from './product';

/**
 * Rows [firstRow, firstRow + rows) of the zero-padded image, src [height][rowBytes] -> out [rows][paddedBytes].
 */
export function padRows(src: usize, out: usize, height: i32, rowBytes: usize, top: i32, leftBytes: usize,
                        paddedBytes: usize, firstRow: i32, rows: i32): void {
  const rightBytes = paddedBytes - leftBytes - rowBytes;
  for (let r = 0; r < rows; r++, out += paddedBytes) {
    const y = firstRow + r - top;
    if (<u32>y >= <u32>height) { memory.fill(out, 0, paddedBytes); continue; }
    clear(out, leftBytes);
    memory.copy(out + leftBytes, src + <usize>y * rowBytes, rowBytes);
    clear(out + leftBytes + rowBytes, rightBytes);
  }
}

/** Zeros; a loop for the few bytes at a row's ends, where a call of memory.fill costs more. */
@inline function clear(p: usize, bytes: usize): void {
  if (bytes >= 256) memory.fill(p, 0, bytes);
  else for (let i: usize = 0; i < bytes; i += 4) store<f32>(p + i, 0);
}

/** Words before the phases, and words a phase. */
const HEADER: usize = 24;
const PHASE: usize = 7;

/**
 * A forward convolution is one phase; an input gradient (or transposed convolution) is one phase for each residue of
 * the strides, so no inserted zero is ever multiplied. Units: image x block of rows.
 * Words: 0 src, 1 out, 2 src image bytes, 3 out image bytes, 4 src height, 5 src row bytes, 6 top padding, 7 left padding
 * bytes, 8 padded rows an output row, 9 padded row bytes, 10 whether padding is needed, 11 scratch, 12 scratch bytes a
 * thread, 13 bytes between output positions in a padded row, 14 padded rows under one output row, 15 output channels,
 * 16 bias or 0, 17 activation, 18 alpha, 19 bytes between output positions, 20 bytes between output rows, 21 phases,
 * 22 rows a block, 23 blocks an image; then for each phase: packed filter, rows of taps, floats a row of taps, first
 * padded row, first padded byte in it, out offset, rows << 16 | columns.
 */
export function convolution(d: usize, from: i32, to: i32, thread: i32): void {
  const srcImage = address(d, 2), outImage = address(d, 3), step = word(d, 8), padded = address(d, 9), needsPadding = word(d, 10);
  const scratch = address(d, 11) + <usize>thread * address(d, 12), span = word(d, 14);
  const phases = word(d, 21), blockRows = word(d, 22), blocks = word(d, 23);
  for (let unit = from; unit < to; unit++) {
    const image = unit / blocks, firstRow = (unit % blocks) * blockRows;
    let a = address(d, 0) + <usize>image * srcImage;
    const out = address(d, 1) + <usize>image * outImage;
    if (needsPadding) {
      padRows(a, scratch, word(d, 4), address(d, 5), word(d, 6), address(d, 7), padded, firstRow * step, (blockRows - 1) * step + span);
      a = scratch;
    } else a += <usize>(firstRow * step) * padded;
    for (let phase = 0; phase < phases; phase++) {
      convolutionPhase(d, d + ((HEADER + <usize>phase * PHASE) << 2), a, out, firstRow, blockRows);
    }
  }
}

/** Bytes of a packed filter's panel that are used for all rows of a block before the next: half of a first-level cache. */
const CACHED_BYTES: i32 = 16384;

function convolutionPhase(d: usize, phase: usize, a: usize, out: usize, firstRow: i32, blockRows: i32): void {
  const channels = word(d, 15), segments = word(phase, 1), length = word(phase, 2), padded = address(d, 9);
  const panel = <usize>(segments * length) << 5, lastRow = min(firstRow + blockRows, word(phase, 6) >>> 16);
  // A piece is some rows of taps, or a part of one where that alone is too long.
  const pieceSegments = max(1, CACHED_BYTES / (length << 5)), parts = ((length << 5) + CACHED_BYTES - 1) / CACHED_BYTES;
  const pieceLength = (length + parts - 1) / parts;
  if (firstRow >= lastRow) return;
  for (let j = 0; j < channels; j += 8) {
    const filter = address(phase, 0) + <usize>(j >> 3) * panel;
    for (let s = 0; s < segments; s += pieceSegments) {
      for (let t = 0; t < length; t += pieceLength) {
        const depth = min(pieceLength, length - t), isLast = s + pieceSegments >= segments && t + depth == length;
        phasePiece(d, phase, a + (<usize>t << 2), out, firstRow, lastRow, j, filter + (<usize>(s * length + t) << 5),
          s, min(segments, s + pieceSegments), depth, s + t == 0, isLast);
      }
    }
  }
}

/**
 * Adds one piece, rows of taps [from, to), to 8 channels of all positions of a block, four at a time across its rows. Rows
 * of taps that see nothing but the zeros above or below the image are left out.
 */
function phasePiece(d: usize, phase: usize, a: usize, out: usize, firstRow: i32, lastRow: i32, channel: i32, b: usize,
                    from: i32, to: i32, depth: i32, isFirst: bool, isLast: bool): void {
  const step = word(d, 8), padded = address(d, 9), aStep = address(d, 13), outStep = address(d, 19), outRow = address(d, 20);
  const columns = word(phase, 6) & 0xffff, width = min(8, word(d, 15) - channel), depthBytes = <usize>depth << 2;
  const aRow = <usize>step * padded, aWrap = aRow - <usize>columns * aStep, outWrap = outRow - <usize>columns * outStep;
  const activation = isLast ? word(d, 17) : 0, slope = f32x4.splat(real(d, 18)), bias = address(d, 16);
  let lo = f32x4.splat(0), hi = lo;
  if (bias && isFirst) { lo = loadPart(bias + (<usize>channel << 2), width); hi = loadPart(bias + (<usize>channel << 2) + 16, width - 4); }
  let p = a + address(phase, 3) * padded + address(phase, 4);
  let o = out + address(phase, 5) + <usize>firstRow * outRow + (<usize>channel << 2);
  // Row of taps s of output row r reads the image's row r * step + s - above.
  const above = word(d, 6) - word(phase, 3), below = above + word(d, 4);
  let row = firstRow, column = 0, left = (lastRow - firstRow) * columns;
  while (left > 0) {
    const topRow = row, p0 = p, o0 = o;
    if (left > 1) { p += aStep; o += outStep; if (++column == columns) { column = 0; row++; p += aWrap; o += outWrap; } }
    const p1 = p, o1 = o;
    if (left > 2) { p += aStep; o += outStep; if (++column == columns) { column = 0; row++; p += aWrap; o += outWrap; } }
    const p2 = p, o2 = o;
    if (left > 3) { p += aStep; o += outStep; if (++column == columns) { column = 0; row++; p += aWrap; o += outWrap; } }
    const begin = max(from, above - row * step), end = min(to, below - topRow * step);
    const skipped = <usize>begin * padded;
    fourRows(p0 + skipped, p1 + skipped, p2 + skipped, p + skipped, end - begin, depthBytes, padded,
      b + (<usize>(begin - from) * depthBytes << 3), o0, o1, o2, o, width, lo, hi, activation, slope, isFirst ? 0 : 1);
    p += aStep; o += outStep;
    if (++column == columns) { column = 0; row++; p += aWrap; o += outWrap; }
    left -= 4;
  }
}
