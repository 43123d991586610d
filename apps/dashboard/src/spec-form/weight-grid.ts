/** Changing the way a weight's grid is written without losing its range, and listing what it stands for. */
import { MAX_LAMBDAS, weightGridValues } from '@yoto/core';
import type { WeightGridDraft } from './spec-draft.ts';

export type GridKind = 'list' | 'logSpaced' | 'linSpaced' | 'powers';

export function gridKind(grid: WeightGridDraft): GridKind {
  if (Array.isArray(grid)) return 'list';
  if ('logSpaced' in grid) return 'logSpaced';
  return 'linSpaced' in grid ? 'linSpaced' : 'powers';
}

/** The values a grid stands for; none while it is not complete. */
export function gridValues(grid: WeightGridDraft): number[] {
  const numbers = Array.isArray(grid) ? grid : Object.values(Object.values(grid)[0] ?? {});
  if (numbers.some((value) => typeof value !== 'number' || !Number.isFinite(value))) return [];
  if (Array.isArray(grid)) return grid;
  if ('logSpaced' in grid) {
    const { min, max, count } = grid.logSpaced;
    return min > 0 && max > min && count >= 2 && count <= MAX_LAMBDAS
      ? weightGridValues({ logSpaced: grid.logSpaced })
      : [];
  }
  if ('linSpaced' in grid) {
    const { min, max, count } = grid.linSpaced;
    return min >= 0 && max > min && count >= 2 && count <= MAX_LAMBDAS
      ? weightGridValues({ linSpaced: grid.linSpaced })
      : [];
  }
  const { base, from, to, step = 1 } = grid.powers;
  return base > 1 && step >= 1 && to >= from && to - from <= 120
    ? weightGridValues({ powers: { base, from, to, step } })
    : [];
}

const FALLBACK_RANGE = [1, 100];

/** The same range written another way. */
export function gridAs(kind: GridKind, grid: WeightGridDraft): WeightGridDraft {
  const values = gridValues(grid);
  const all = values.length > 0 ? values : FALLBACK_RANGE;
  // A log scale has no place for 0.
  const usable = kind === 'list' || kind === 'linSpaced' ? all : all.filter((value) => value > 0);
  const known = usable.length > 0 ? usable : FALLBACK_RANGE;
  const min = Math.min(...known);
  const max = Math.max(...known);
  switch (kind) {
    case 'list':
      return known;
    case 'logSpaced':
      return { logSpaced: { min, max: max > min ? max : min * 100, count: Math.max(2, known.length) } };
    case 'linSpaced':
      return { linSpaced: { min, max: max > min ? max : min + 1, count: Math.max(2, known.length) } };
    case 'powers': {
      const from = Math.round(Math.log2(min));
      const to = Math.max(from, Math.round(Math.log2(max)));
      return {
        powers: { base: 2, from, to, step: Math.max(1, Math.round((to - from) / (known.length - 1 || 1))) },
      };
    }
  }
}
