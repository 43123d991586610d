export type { FrontierInput, FrontierJob } from './frontier-input.ts';
export { fullLoss } from './full-loss.ts';
export { type Direction, paretoSet } from './pareto-set.ts';
export { sweepFrontier } from './sweep-frontier.ts';
