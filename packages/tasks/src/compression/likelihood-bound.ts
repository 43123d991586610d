import type { ForwardMode } from '@yoto/training';

/** Of training, as Balle et al. have it: no element costs more than 30 bits. */
const IN_TRAINING = 1e-9;
/**
 * What the entropy coder spends on a value outside of its tables: 16 bits for the escape symbol, one for the side, and three
 * for a distance of one or two beyond the edge. The density there would say 30 bits and more, which no file takes.
 */
const IN_FILES = 2 ** -20;

/** Likelihoods are no smaller. */
export const smallestLikelihood = (mode: ForwardMode): number => (mode === 'train' ? IN_TRAINING : IN_FILES);
