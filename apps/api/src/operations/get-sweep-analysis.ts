import { AppError, MAX_EVALUATION_LAMBDAS_PER_SWEEP, type SweepSpec } from '@yoto/core';
import type { Operation } from './operation.ts';
import { readFrontierInput } from './read-frontier-input.ts';

/** What the frontiers show, as far as the sweep has come; computed once for every state of the sweep. */
export const getSweepAnalysis: Operation<'getSweepAnalysis'> = async (context, { params, query }) => {
  const { storage, analyses } = context;
  const [key, sweep] = await Promise.all([storage.sweeps.stateKey(params.id), storage.sweeps.get(params.id)]);
  assertAnalysable(sweep.spec);
  const { y } = query;
  const subject = y === undefined ? sweep.id : `${sweep.id} ${y}`;
  return analyses.get(subject, key, () => readFrontierInput(context, sweep.id, y));
};

/** Throws `invalid_input` for a sweep from before there was a limit, whose analysis would be too large to answer with. */
export function assertAnalysable({ groups }: Pick<SweepSpec, 'groups'>): void {
  const points = groups.reduce((sum, { evaluation }) => sum + evaluation.lambdas.length, 0);
  if (points <= MAX_EVALUATION_LAMBDAS_PER_SWEEP) return;
  throw new AppError(
    'invalid_input',
    `The sweep evaluates its groups at ${points} lambdas in all; at most ${MAX_EVALUATION_LAMBDAS_PER_SWEEP} can be analysed: split it into several sweeps, or evaluate at fewer lambdas`,
  );
}
