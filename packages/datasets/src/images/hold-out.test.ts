import { expect, test } from 'vitest';
import { holdOut } from './hold-out.ts';

const files = (count: number) => Array.from({ length: count }, (_, i) => `photo-${i}.jpg`);

test('holds out about the share, every file on one side, in order', () => {
  const { training, evaluation } = holdOut(files(2000), 0.1);
  expect(evaluation.length / 2000).toBeCloseTo(0.1, 1);
  expect(new Set([...training, ...evaluation]).size).toBe(2000);
  expect(training).toEqual(files(2000).filter((name) => training.includes(name)));
});
test('more files move none to the other side', () => {
  const few = holdOut(files(200), 0.2);
  const more = holdOut(files(400), 0.2);
  expect(more.training).toEqual(expect.arrayContaining(few.training));
  expect(more.evaluation).toEqual(expect.arrayContaining(few.evaluation));
});
test.each([0.001, 0.5, 0.999])('either side has one at least (share %d)', (share) => {
  for (const count of [2, 3, 7]) {
    const { training, evaluation } = holdOut(files(count), share);
    expect(training.length).toBeGreaterThan(0);
    expect(evaluation.length).toBeGreaterThan(0);
    expect(training.length + evaluation.length).toBe(count);
  }
});
