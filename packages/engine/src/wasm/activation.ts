/** The activations that a product applies before storing: the numbers of asm/lanes.ts. Others go to the stock kernels. */
export const ACTIVATION: Readonly<Record<string, number>> = { linear: 0, relu: 1, leakyrelu: 2 };

/** What is added to and done with a product before it is stored. */
export interface Epilogue {
  /** Address of one value per column, or 0. */
  bias: number;
  activation: number;
  /** Slope of a leaky ReLU. */
  alpha: number;
}

export const NO_EPILOGUE: Epilogue = { bias: 0, activation: 0, alpha: 0 };
