// Plans a matrix product: which operands are packed, and what is one unit of work.
import { type Epilogue, NO_EPILOGUE } from './activation.ts';
import { JOB } from './jobs.ts';
import { aligned, floatBits, type KernelHost } from './kernel-host.ts';

const FLOAT = 4;
/** Panels of 8 columns. */
export const panelsOf = (columns: number): number => Math.ceil(columns / 8);
/** Bytes of an operand [depth][columns] packed into panels of 8. */
export const packedBytes = (columns: number, depth: number): number =>
  aligned(panelsOf(columns) * depth * 8 * FLOAT);

/** From this many rows on, rows are the units of work; below, columns are. */
const MANY_ROWS = 256;
const ROWS_A_UNIT = 32;

export interface Product {
  /** Addresses. */
  a: number;
  b: number;
  out: number;
  /** out is [m, n]; a is [m, k] and b [k, n] before transposition. */
  m: number;
  n: number;
  k: number;
  transposeA: boolean;
  transposeB: boolean;
  epilogue: Epilogue;
}

/** out = activation(op(a) op(b) + bias). */
export function multiply(host: KernelHost, product: Product): void {
  const plain = product.epilogue === NO_EPILOGUE;
  if (product.transposeA && !product.transposeB && plain) multiplyTransposed(host, product);
  else if (!product.transposeA && product.m > MANY_ROWS) multiplyManyRows(host, product);
  else multiplyFewRows(host, product);
}

function packRight(host: KernelHost, { b, n, k, transposeB }: Product, out: number): void {
  if (transposeB) host.kernels.packRows(b, k * FLOAT, k, n, out, 0, k);
  else host.kernels.packColumns(b, n * FLOAT, k, n, out, 0, k);
}

/** A weight gradient, a^T b: both operands are packed along k. */
function multiplyTransposed(host: KernelHost, product: Product): void {
  const { a, m, n, k, out } = product;
  const tiles = Math.ceil(m / 4);
  const leftBytes = aligned(tiles * k * 4 * FLOAT);
  const left = host.scratch(leftBytes + packedBytes(n, k));
  host.kernels.packLeft(a, m * FLOAT, k, m, left);
  packRight(host, product, left + leftBytes);
  host.run(
    JOB.transposedProduct,
    { left, right: left + leftBytes, k, m, n, out, outRow: n * FLOAT },
    panelsOf(n),
    host.chunkUnits(panelsOf(n), 16 * m * k),
  );
}

/** Many rows times a small matrix: a convolution whose taps are one row of `a`. */
function multiplyManyRows(host: KernelHost, product: Product): void {
  const { a, m, n, k, out, epilogue } = product;
  const packed = host.scratch(packedBytes(n, k));
  packRight(host, product, packed);
  const rows = Math.min(m, ROWS_A_UNIT);
  const units = Math.floor(m / rows);
  const rowBytes = k * FLOAT;
  const outRow = n * FLOAT;
  host.run(
    JOB.convolution,
    [
      ...[a, out, rows * rowBytes, rows * outRow, 1, 0, 0, 0, 1, 0, 0, 0, 0, rowBytes, 1, n],
      ...[epilogue.bias, epilogue.activation, floatBits(epilogue.alpha), outRow, 0, 1, 1, 1],
      ...[packed, 1, k, 0, 0, 0, (1 << 16) | rows],
    ],
    units,
    host.chunkUnits(units, 2 * rows * k * n),
  );
  const done = units * rows;
  if (done === m) return;
  const { bias, activation, alpha } = epilogue;
  host.kernels.rowsProduct(
    ...([a + done * rowBytes, rowBytes, m - done, 1, k, 0, packed, 8 * rowBytes, n] as const),
    ...([out + done * outRow, outRow, bias, activation, alpha, 0] as const),
  );
}

function multiplyFewRows(host: KernelHost, product: Product): void {
  const { m, n, k, out, epilogue } = product;
  const rightBytes = packedBytes(n, k);
  const packed = host.scratch(rightBytes + (product.transposeA ? aligned(m * k * FLOAT) : 0));
  packRight(host, product, packed);
  let a = product.a;
  if (product.transposeA) {
    host.kernels.transpose(a, packed + rightBytes, k, m);
    a = packed + rightBytes;
  }
  const { bias, activation } = epilogue;
  const units = panelsOf(n);
  host.run(
    JOB.denseProduct,
    {
      a,
      aRow: k * FLOAT,
      k,
      packed,
      n,
      out,
      outRow: n * FLOAT,
      bias,
      activation,
      alpha: floatBits(epilogue.alpha),
      m,
    },
    units,
    host.chunkUnits(units, 16 * m * k),
  );
}
