import { tf } from '@yoto/engine';
import type { Conditioning } from '@yoto/training';

/** The names of all FiLM sites, in the order of the conditioning's networks; empty without FiLM. */
export const filmSites = (conditioning: Conditioning): string[] =>
  tf.tidy(() => [...conditioning.modulations(tf.zeros([1, 1])).keys()]);
