/** The jobs that run in chunks, possibly on several threads: the numbers of `run` in asm/index.ts. */
export const JOB = {
  convolution: 0,
  filterGradient: 1,
  denseProduct: 2,
  transposedProduct: 3,
  adam: 4,
  unary: 5,
  binary: 6,
  columnSums: 7,
  middleSums: 8,
  rowSums: 9,
  copyRows: 10,
  film: 11,
  filmGradient: 12,
} as const;
