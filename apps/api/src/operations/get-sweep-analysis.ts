import { AppError, type SweepSpec } from '@yoto/core';
import type { Operation } from './operation.ts';
import { readFrontierInput } from './read-frontier-input.ts';

/** Series times lambdas: their analysis is some 12 MB of JSON, and more than anyone reads. */
export const MOST_POINTS = 10_000;

/** What the frontiers show, as far as the sweep has come; computed once for every state of the sweep. */
export const getSweepAnalysis: Operation<'getSweepAnalysis'> = async (context, { params, query }) => {
  const { storage, analyses } = context;
  const [key, sweep] = await Promise.all([storage.sweeps.stateKey(params.id), storage.sweeps.get(params.id)]);
  assertAnalysable(sweep.spec);
  const { y } = query;
  const subject = y === undefined ? sweep.id : `${sweep.id} ${y}`;
  return analyses.get(subject, key, () => readFrontierInput(context, sweep.id, y));
};

/** Throws `invalid_input` for a sweep whose analysis would be too large to answer with. */
export function assertAnalysable({ groups }: Pick<SweepSpec, 'groups'>): void {
  const points = groups.reduce((sum, { evaluation }) => sum + evaluation.lambdas.length, 0);
  if (points <= MOST_POINTS) return;
  throw new AppError(
    'invalid_input',
    `The sweep evaluates its groups at ${points} lambdas in all; at most ${MOST_POINTS} can be analysed: split it into several sweeps, or evaluate at fewer lambdas`,
  );
}
