/** How much of the contract runs: on a slow engine a part that meets every property once. */
import { type Lengths, SLOW_LENGTHS, USUAL_LENGTHS } from './training.ts';

/** The cases to try: all of them, or some that stand for the rest. */
export type Thinned = <T>(cases: readonly T[]) => readonly T[];

const everyCase: Thinned = (cases) => cases;

/** Every fifth: with neighbours that differ in one property each, all properties are met. */
const someCases: Thinned = (cases) => cases.filter((_, index) => index % 5 === 2);

interface Extent {
  /** Of shapes that every engine computes in some way of its own. */
  shapes: Thinned;
  /** Of all the other long lists. */
  others: Thinned;
  /** Elements of a row that is summed in more than one piece. */
  longRow: number;
  lengths: Lengths;
}

/** `slow` is for a graphics adapter played by the processor, `brief` the same where minutes count. */
export type Effort = 'whole' | 'slow' | 'brief';

export const EXTENTS: Readonly<Record<Effort, Extent>> = {
  whole: { shapes: everyCase, others: everyCase, longRow: 20_011, lengths: USUAL_LENGTHS },
  slow: { shapes: someCases, others: everyCase, longRow: 20_011, lengths: SLOW_LENGTHS },
  brief: { shapes: someCases, others: someCases, longRow: 2003, lengths: { run: 3, growth: 2 } },
};
