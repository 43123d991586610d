import { expect, it } from 'vitest';
import { distributionsText, lambdaText } from './lambda-text.ts';

it('writes lambdas term by term', () => {
  expect(lambdaText({ style: 0.001, content: 2048 })).toBe('content 2,048, style 0.001');
});

it('writes distributions', () => {
  expect(
    distributionsText({
      kl: { kind: 'log-uniform', min: 0.5, max: 512 },
      tv: { kind: 'fixed', value: 3 },
      style: { kind: 'log-normal', median: 1, sigma: 0.5, min: 0.1, max: 10 },
    }),
  ).toBe('kl log-uniform 0.5 – 512; tv 3; style log-normal, median 1, σ 0.5, in 0.1 – 10');
});
