import { expect, it } from 'vitest';
import { nextPlace } from './grid-keys.ts';

const size = { rows: 3, columns: 3 };
const offDiagonal = ({ row, column }: { row: number; column: number }) => row !== column;

it('goes where the arrow points, past places that cannot be entered, and never outside', () => {
  const next = (key: string, row: number, column: number) =>
    nextPlace(key, { row, column }, size, offDiagonal);
  expect(next('ArrowRight', 1, 0)).toEqual({ row: 1, column: 2 });
  expect(next('ArrowLeft', 0, 2)).toEqual({ row: 0, column: 1 });
  expect(next('ArrowLeft', 0, 1)).toBeNull();
  expect(next('ArrowDown', 0, 1)).toEqual({ row: 2, column: 1 });
  expect(next('ArrowUp', 0, 1)).toBeNull();
  expect(next('Enter', 0, 1)).toBeNull();
});
