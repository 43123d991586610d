// The gradient of max pooling: each output's gradient goes to the first input of its window that is the largest.
import { addPart8, loadPart } from './lanes';
import { address, word } from './descriptor';

/**
 * Units: images. Words: 0 x, 1 y, 2 dy, 3 dx, 4 height, 5 width, 6 out height, 7 out width, 8 channels, 9 and 10 window
 * rows and columns, 11 and 12 strides, 13 and 14 padding above and to the left.
 */
export function maxPoolGradient(d: usize, from: i32, to: i32): void {
  const pixel = <usize>word(d, 8) << 2;
  const image = <usize>(word(d, 4) * word(d, 5)) * pixel, outImage = <usize>(word(d, 6) * word(d, 7)) * pixel;
  for (let unit = from; unit < to; unit++) {
    const dx = address(d, 3) + <usize>unit * image;
    memory.fill(dx, 0, image);
    imageGradient(d, address(d, 0) + <usize>unit * image, address(d, 1) + <usize>unit * outImage, address(d, 2) + <usize>unit * outImage, dx);
  }
}

function imageGradient(d: usize, x: usize, y: usize, dy: usize, dx: usize): void {
  const pixel = <usize>word(d, 8) << 2, outHeight = word(d, 6), outWidth = word(d, 7);
  for (let r = 0; r < outHeight; r++) {
    const top = r * word(d, 11) - word(d, 13), firstRow = max(0, top), lastRow = min(word(d, 4), top + word(d, 9));
    for (let c = 0; c < outWidth; c++, y += pixel, dy += pixel) {
      const left = c * word(d, 12) - word(d, 14), firstColumn = max(0, left), lastColumn = min(word(d, 5), left + word(d, 10));
      for (let j: usize = 0; j < pixel; j += 16) {
        windowGradient(x + j, loadPart(y + j, <i32>((pixel - j) >> 2)), loadPart(dy + j, <i32>((pixel - j) >> 2)), dx + j,
          firstRow, lastRow, firstColumn, lastColumn, <usize>word(d, 5) * pixel, pixel, <i32>min<usize>(4, (pixel - j) >> 2));
      }
    }
  }
}

/** Four channels of one window. */
@inline function windowGradient(x: usize, largest: v128, gradient: v128, dx: usize, firstRow: i32, lastRow: i32,
                                firstColumn: i32, lastColumn: i32, row: usize, pixel: usize, count: i32): void {
  let open = i32x4.splat(-1);
  for (let r = firstRow; r < lastRow; r++) {
    for (let c = firstColumn; c < lastColumn; c++) {
      const at = <usize>r * row + <usize>c * pixel;
      const isIt = v128.and(open, f32x4.eq(loadPart(x + at, count), largest));
      addPart8(dx + at, v128.and(isIt, gradient), f32x4.splat(0), count);
      open = v128.andnot(open, isIt);
    }
  }
}
