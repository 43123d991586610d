/** The steps of a job that only evaluates: it takes no optimiser step, but progress wants to end somewhere. */
export const UNTRAINED_STEPS = 1;
