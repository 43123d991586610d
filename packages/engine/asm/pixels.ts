// Images whose pixels are those of another image, elsewhere: mirrored borders, nearest-neighbour resizing. Two tables say
// which row and which column of the source each row and column of the result is.
import { load4, loadPart, addPart8 } from './lanes';
import { address, word } from './descriptor';

/**
 * out[image][y][x] = src[image][rows[y]][columns[x]], pixels of `channels` floats. Units: rows of all images' results.
 * Words: 0 src, 1 out, 2 rows table, 3 columns table, 4 src height, 5 src width, 6 out height, 7 out width, 8 channels.
 */
export function gatherPixels(d: usize, from: i32, to: i32): void {
  const rows = address(d, 2), columns = address(d, 3), height = word(d, 4), width = word(d, 5);
  const outHeight = word(d, 6), outWidth = word(d, 7), pixel = <usize>word(d, 8) << 2, row = <usize>width * pixel;
  let out = address(d, 1) + <usize>from * <usize>outWidth * pixel;
  for (let unit = from; unit < to; unit++) {
    const image = unit / outHeight, y = unit % outHeight;
    const src = address(d, 0) + <usize>(image * height + load<i32>(rows + (<usize>y << 2))) * row;
    for (let x = 0; x < outWidth; x++, out += pixel) {
      copyPixel(src + <usize>load<i32>(columns + (<usize>x << 2)) * pixel, out, pixel);
    }
  }
}

@inline function copyPixel(src: usize, out: usize, bytes: usize): void {
  let j: usize = 0;
  for (; j + 16 <= bytes; j += 16) v128.store(out + j, load4(src + j));
  for (; j < bytes; j += 4) store<f32>(out + j, load<f32>(src + j));
}

/**
 * The gradient: dx[image][rows[y]][columns[x]] += dy[image][y][x], in order of y and x. Units: images. Words: as above,
 * with 0 dx and 1 dy.
 */
export function scatterPixels(d: usize, from: i32, to: i32): void {
  const rows = address(d, 2), columns = address(d, 3), height = word(d, 4), width = word(d, 5);
  const outHeight = word(d, 6), outWidth = word(d, 7), pixel = <usize>word(d, 8) << 2, row = <usize>width * pixel;
  const image = <usize>height * row;
  let dy = address(d, 1) + <usize>from * <usize>(outHeight * outWidth) * pixel;
  for (let unit = from; unit < to; unit++) {
    const dx = address(d, 0) + <usize>unit * image;
    memory.fill(dx, 0, image);
    for (let y = 0; y < outHeight; y++) {
      const target = dx + <usize>load<i32>(rows + (<usize>y << 2)) * row;
      for (let x = 0; x < outWidth; x++, dy += pixel) {
        addPixel(target + <usize>load<i32>(columns + (<usize>x << 2)) * pixel, dy, pixel);
      }
    }
  }
}

@inline function addPixel(out: usize, src: usize, bytes: usize): void {
  let j: usize = 0;
  for (; j + 16 <= bytes; j += 16) v128.store(out + j, f32x4.add(load4(out + j), load4(src + j)));
  if (j < bytes) addPart8(out + j, loadPart(src + j, <i32>((bytes - j) >> 2)), f32x4.splat(0), <i32>((bytes - j) >> 2));
}
