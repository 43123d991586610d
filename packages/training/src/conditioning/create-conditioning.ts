import type { ConditioningSpec } from '@yoto/core';
import { concatConditioning } from './concat.ts';
import type { Conditioning } from './conditioning.ts';
import { filmConditioning } from './film.ts';
import { noConditioning } from './none.ts';

/** The conditioning of a job. `terms` is how many loss weights vary, the columns of the encoded lambda. */
export function createConditioning(spec: ConditioningSpec, terms: number, seed: number): Conditioning {
  switch (spec.kind) {
    case 'film':
      return filmConditioning({ seed, terms, hiddenUnits: spec.hiddenUnits, strength: spec.strength });
    case 'concat':
      return concatConditioning('every block', terms);
    case 'input':
      return concatConditioning('first blocks', terms);
    case 'none':
      return noConditioning();
  }
}
