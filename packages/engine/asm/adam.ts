// Adam (Kingma & Ba 2015, algorithm 1) in one pass over a variable, with decoupled weight decay.
import { loadPart, storePart8 } from './lanes';
import { address, real } from './descriptor';

/**
 * Words: 0 parameter, 1 gradient, 2 first moment, 3 second moment, 4-6 the three results, 7 beta1, 8 beta2,
 * 9 learning rate / (1 - beta1^t), 10 1 / (1 - beta2^t), 11 epsilon, 12 decay factor. Units: elements.
 */
export function adam(d: usize, from: i32, to: i32): void {
  const parameter = address(d, 0), gradient = address(d, 1), first = address(d, 2), second = address(d, 3);
  const newParameter = address(d, 4), newFirst = address(d, 5), newSecond = address(d, 6);
  const beta1 = f32x4.splat(real(d, 7)), beta2 = f32x4.splat(real(d, 8));
  const weight1 = f32x4.splat(<f32>1 - real(d, 7)), weight2 = f32x4.splat(<f32>1 - real(d, 8));
  const rate = f32x4.splat(real(d, 9)), correction = f32x4.splat(real(d, 10)), epsilon = f32x4.splat(real(d, 11)), decay = f32x4.splat(real(d, 12));
  const end = <usize>to << 2;
  for (let i = <usize>from << 2; i < end; i += 16) {
    const count = <i32>min<usize>(4, (end - i) >> 2);
    const g = loadPart(gradient + i, count);
    const m = f32x4.add(f32x4.mul(beta1, loadPart(first + i, count)), f32x4.mul(weight1, g));
    const v = f32x4.add(f32x4.mul(beta2, loadPart(second + i, count)), f32x4.mul(weight2, f32x4.mul(g, g)));
    const step = f32x4.div(f32x4.mul(rate, m), f32x4.add(f32x4.sqrt(f32x4.mul(correction, v)), epsilon));
    const p = f32x4.mul(f32x4.sub(loadPart(parameter + i, count), step), decay);
    storePart8(newFirst + i, m, m, count);
    storePart8(newSecond + i, v, v, count);
    storePart8(newParameter + i, p, p, count);
  }
}
