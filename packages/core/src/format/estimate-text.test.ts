import { expect, it } from 'vitest';
import type { Estimate } from '../api/comparison-parts.ts';
import { estimateText, missingReason } from './estimate-text.ts';

const interval = { low: -0.012_34, high: 0.456, level: 0.95, seeds: 2, resamples: 1000 };
const whole: Estimate = { value: 0.1234, reason: null, interval, intervalReason: null };
const single: Estimate = { ...whole, interval: null, intervalReason: 'one seed' };
const none: Estimate = { value: null, reason: 'not measured', interval: null, intervalReason: 'no value' };

it('writes values with their intervals', () => {
  expect(estimateText(whole)).toBe('0.123 [−0.0123, 0.456]');
  expect(estimateText(whole, { factor: 100, signed: true })).toBe('+12.3 [−1.23, +45.6]');
  expect(estimateText(single, { format: (value) => `${value} s` })).toBe('0.1234 s');
  expect(estimateText(none)).toBe('–');
});

it('says why something is missing', () => {
  expect([whole, single, none].map(missingReason)).toEqual([null, 'one seed', 'not measured']);
});
