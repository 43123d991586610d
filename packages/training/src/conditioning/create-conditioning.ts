import type { ConditioningSpec } from '@yoto/core';
import { concatConditioning } from './concat.ts';
import type { Conditioning } from './conditioning.ts';
import { filmConditioning } from './film.ts';
import { noConditioning } from './none.ts';

/** The conditioning of a job. `variables` is how many columns an encoded lambda has. */
export function createConditioning(spec: ConditioningSpec, variables: number, seed: number): Conditioning {
  switch (spec.kind) {
    case 'film':
      return filmConditioning({ seed, variables, hiddenUnits: spec.hiddenUnits, strength: spec.strength });
    case 'concat':
      return concatConditioning('every block', variables);
    case 'input':
      return concatConditioning('first blocks', variables);
    case 'none':
      return noConditioning();
  }
}
