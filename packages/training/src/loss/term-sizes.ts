/** How large each loss term is: running means over the steps so far. Part of a checkpoint, so that a resumed job ends the same. */

export interface TermSizesState {
  /** The sum of the weights of all steps so far, 0 before the first. */
  weight: number;
  /** Weighted sums, in the order of the task's loss terms. */
  sums: readonly number[];
}

export interface TermSizes {
  /** After a step: of each term, in the task's order, the mean over its batch of the absolute value. */
  add(sizes: readonly number[]): void;
  /** Undefined before the first step. */
  means(): readonly number[] | undefined;
  state(): TermSizesState;
}

/** What a step weighs less than the one after it: means look back over about a hundred steps. */
const DECAY = 0.99;

export function createTermSizes(initial: TermSizesState = { weight: 0, sums: [] }): TermSizes {
  let { weight, sums } = initial;
  return {
    add(sizes) {
      sums = sizes.map((size, term) => DECAY * (sums[term] ?? 0) + (1 - DECAY) * size);
      weight = DECAY * weight + (1 - DECAY);
    },
    means: () => (weight > 0 ? sums.map((sum) => sum / weight) : undefined),
    state: () => ({ weight, sums: [...sums] }),
  };
}
