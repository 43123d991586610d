import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fullLoss } from './full-loss.ts';

const terms = [
  { name: 'reconstruction', label: 'Reconstruction', weight: { fixed: 2 } },
  { name: 'kl', label: 'KL', weight: { min: 0.5, max: 512, scale: 'log' as const } },
];

describe('fullLoss', () => {
  it('weights the variable terms by lambda and the others by their fixed weight', () => {
    expect(fullLoss(terms, { kl: 8 }, { reconstruction: 10, kl: 3 })).toBe(44);
  });

  it('is null where a loss diverged, is missing, or has no weight', () => {
    expect(fullLoss(terms, { kl: 8 }, { reconstruction: null, kl: 3 })).toBeNull();
    expect(fullLoss(terms, { kl: 8 }, { kl: 3 })).toBeNull();
    expect(fullLoss(terms, {}, { reconstruction: 10, kl: 3 })).toBeNull();
    expect(fullLoss(terms, { kl: 1e12 }, { reconstruction: 1, kl: 1e300 })).toBeNull();
  });

  it('is linear in lambda', () => {
    const loss = fc.double({ min: 0, max: 1e4, noNaN: true });
    const weight = fc.double({ min: 0.01, max: 1e3, noNaN: true });
    fc.assert(
      fc.property(loss, loss, weight, weight, (reconstruction, kl, a, b) => {
        const losses = { reconstruction, kl };
        const middle = fullLoss(terms, { kl: (a + b) / 2 }, losses) as number;
        const ends =
          ((fullLoss(terms, { kl: a }, losses) as number) + (fullLoss(terms, { kl: b }, losses) as number)) /
          2;
        expect(Math.abs(middle - ends)).toBeLessThanOrEqual(1e-12 * Math.max(1, Math.abs(ends)));
      }),
    );
  });
});
