/**
 * The comparisons of sweeps, each computed once for a state of its sweep. Everyone who asks for the same state shares
 * one computation, and only one runs at a time, so that many readers cost no more than one.
 */
import { AppError, type SweepComparison } from '@yoto/core';
import type { ComparisonInput } from '@yoto/frontier';
import { type Comparer, startComparer } from './comparer.ts';

/** Of different sweeps; the largest have some megabytes each. */
const MOST_KEPT = 16;
/** Behind these, an answer would come too late for whoever asks. */
const MOST_WAITING = 32;

export interface SweepComparisons {
  /** Makes the first comparison quicker. */
  prepare(): void;
  /**
   * `subject`: the sweep, with its axes where they are not the task's. `stateKey`: changes with the sweep. `read`: what
   * to compare, asked for only when it is computed.
   */
  get(subject: string, stateKey: string, read: () => Promise<ComparisonInput>): Promise<SweepComparison>;
  /** The answer that `get` has for that state of the sweep already, if it has. Starts nothing. */
  ready(subject: string, stateKey: string): SweepComparison | undefined;
  close(): Promise<void>;
}

interface Kept {
  stateKey: string;
  comparison: Promise<SweepComparison>;
  /** Once it is computed. */
  done?: SweepComparison;
}

export function sweepComparisons(comparer: Comparer = startComparer()): SweepComparisons {
  /** In the order of their last use. */
  const kept = new Map<string, Kept>();
  let last: Promise<unknown> = Promise.resolve();
  let waiting = 0;

  const inTurn = async (read: () => Promise<ComparisonInput>): Promise<SweepComparison> => {
    if (waiting >= MOST_WAITING) {
      throw new AppError('rate_limited', `${waiting} comparisons wait already: ask again in a minute`);
    }
    waiting++;
    const turn = last.then(async () => comparer.compare(await read()));
    last = turn.catch(() => undefined).finally(() => waiting--);
    return turn;
  };

  return {
    prepare: () => comparer.prepare(),
    get(subject, stateKey, read) {
      const known = kept.get(subject);
      kept.delete(subject);
      const entry: Kept = known?.stateKey === stateKey ? known : { stateKey, comparison: inTurn(read) };
      kept.set(subject, entry);
      entry.comparison.then(
        (comparison) => {
          entry.done = comparison;
        },
        // A failure is not kept: the next one who asks tries again.
        () => {
          if (kept.get(subject) === entry) kept.delete(subject);
        },
      );
      const [oldest] = kept.keys();
      if (kept.size > MOST_KEPT && oldest !== undefined) kept.delete(oldest);
      return entry.comparison;
    },
    ready(subject, stateKey) {
      const known = kept.get(subject);
      return known?.stateKey === stateKey ? known.done : undefined;
    },
    close: () => comparer.close(),
  };
}
