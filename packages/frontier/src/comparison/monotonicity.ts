/**
 * Two things that follow from each point minimising its own weighted loss, whatever the task: a term never increases
 * with its own weight, and no other point of the series has less loss at a point's lambda. (Add
 * L(p, a) <= L(q, a) and L(q, b) <= L(p, b) for lambdas a, b that differ in one weight: the first follows.) Where they
 * fail by more than the noise of seeds, models are undertrained or the conditioning is not followed.
 */
import { type Monotonicity, parametersAt, type TaskSpec } from '@yoto/core';
import { fullLoss } from '../full-loss.ts';
import { lambdaNeighbours } from './lambda-neighbours.ts';
import { seedDifference, TOLERANCE_RULE } from './seed-difference.ts';
import type { SeedModel, SeedRow, SeedTable } from './seed-table.ts';

/** Checks both, with the violations located. `terms`: those whose weights vary; along loss parameters nothing is promised. */
export function monotonicityOf(
  table: SeedTable,
  lossTerms: TaskSpec['lossTerms'],
  terms: readonly string[],
  lossParameters: readonly string[],
): Monotonicity {
  const neighbours = lambdaNeighbours(table.rows, terms);
  return {
    checked: neighbours.length,
    violations: neighbours.flatMap(({ parameter: term, from, to }) => {
      const value = (model: SeedModel | null) => model?.values[term] ?? null;
      const rise = rowDifference(from, to, (before, after) => minus(value(after), value(before)), value);
      if (rise === null || rise.difference <= rise.tolerance) return [];
      return [
        {
          term,
          from: parametersAt(from.at),
          to: parametersAt(to.at),
          increase: rise.difference,
          tolerance: rise.tolerance,
        },
      ];
    }),
    outdone: table.rows.flatMap((row) => outdoneBy(row, table.rows, lossTerms, lossParameters)),
    toleranceRule: TOLERANCE_RULE,
  };
}

/** The other row whose models have the least loss at this row's lambda, if that is less than its own. */
function outdoneBy(
  row: SeedRow,
  rows: readonly SeedRow[],
  lossTerms: TaskSpec['lossTerms'],
  lossParameters: readonly string[],
): Monotonicity['outdone'] {
  let most: Monotonicity['outdone'][number] | undefined;
  const lambda = parametersAt(row.at);
  for (const other of rows) {
    // The terms of another value of a loss parameter are not this row's terms.
    const isComparable = lossParameters.every((name) => parametersAt(other.at)[name] === lambda[name]);
    if (other === row || !isComparable) continue;
    const reweighted = (model: SeedModel) => fullLoss(lossTerms, lambda, model.values);
    const gain = rowDifference(
      row,
      other,
      (own, better) => minus(own?.loss ?? null, better && reweighted(better)),
      (model) => model?.loss ?? null,
    );
    if (gain === null || gain.difference <= gain.tolerance) continue;
    if (most === undefined || gain.difference > most.difference) {
      most = {
        lambda,
        by: parametersAt(other.at),
        difference: gain.difference,
        tolerance: gain.tolerance,
      };
    }
  }
  return most ? [most] : [];
}

/** A difference between the models of two rows, seed by seed. */
function rowDifference(
  a: SeedRow,
  b: SeedRow,
  difference: (first: SeedModel | null, second: SeedModel | null) => number | null,
  size: (model: SeedModel | null) => number | null,
) {
  const differences = a.models.map((model, i) => difference(model, b.models[i] ?? null));
  const scale = Math.max(...a.models.map((model) => Math.abs(size(model) ?? 0)));
  return seedDifference(differences, scale);
}

const minus = (a: number | null, b: number | null) => {
  const difference = a === null || b === null ? Number.NaN : a - b;
  return Number.isFinite(difference) ? difference : null;
};
