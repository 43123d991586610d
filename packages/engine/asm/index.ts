// Training kernels that run inside tfjs-backend-wasm's own linear memory. No static data, heap or stack memory: every
// address comes from the host. The numbers of the jobs are those of src/wasm/jobs.ts.
import { adam } from './adam';
import { convolution } from './convolution';
import { binary, unary } from './elementwise';
import { filterGradient } from './filter-gradient';
import { film, filmGradient } from './film';
import { instanceNorm, instanceNormGradient } from './instance-norm';
import { maxPoolGradient } from './max-pool';
import { gatherPixels, scatterPixels } from './pixels';
import { transposeRows } from './pack';
import { denseProduct, transposedProduct } from './product';
import { columnSums, middleSums, rowSums } from './reduction';
import { copyRows } from './rows';
import { winograd } from './winograd';
import { winogradFilterOperands, winogradFilterProducts, winogradFilterTaps } from './winograd-gradient';
import { winogradTaps } from './winograd-taps';

export { packColumns, packLeft, packRows, transpose } from './pack';
export { rowsProduct } from './product';
export { addTo } from './reduction';

export function zero(p: usize, bytes: usize): void { memory.fill(p, 0, bytes); }

/**
 * Units [from, to) of a job. `thread` chooses the scratch memory, `chunk` the accumulator; a chunk's units depend on the
 * shapes only, never on the number of threads.
 */
export function run(job: i32, d: usize, from: i32, to: i32, thread: i32, chunk: i32): void {
  switch (job) {
    case 0: convolution(d, from, to, thread); break;
    case 1: filterGradient(d, from, to, thread, chunk); break;
    case 2: denseProduct(d, from, to); break;
    case 3: transposedProduct(d, from, to); break;
    case 4: adam(d, from, to); break;
    case 5: unary(d, from, to); break;
    case 6: binary(d, from, to); break;
    case 7: columnSums(d, from, to, chunk); break;
    case 8: middleSums(d, from, to); break;
    case 9: rowSums(d, from, to); break;
    case 10: copyRows(d, from, to); break;
    case 11: film(d, from, to); break;
    case 12: filmGradient(d, from, to); break;
    case 13: gatherPixels(d, from, to); break;
    case 14: scatterPixels(d, from, to); break;
    case 15: maxPoolGradient(d, from, to); break;
    case 16: transposeRows(d, from, to); break;
    case 17: instanceNorm(d, from, to); break;
    case 18: instanceNormGradient(d, from, to); break;
    case 19: winogradTaps(d, from, to); break;
    case 20: winograd(d, from, to, thread); break;
    case 21: winogradFilterOperands(d, from, to, thread); break;
    case 22: winogradFilterProducts(d, from, to); break;
    case 23: winogradFilterTaps(d, from, to); break;
    default: unreachable();
  }
}
