import { LAST_STEP } from '@yoto/core';
import { expect, it } from 'vitest';
import { shownSteps } from './use-curves.ts';

it.each([
  [undefined, undefined],
  [{ y: [0, 1] }, undefined],
  [{ x: [1000.4, 2000.2] }, { fromStep: 980, toStep: 2021 }],
  [{ x: [-50, 10] }, { fromStep: 0, toStep: 12 }],
  [{ x: [-50, -10] }, { fromStep: 0, toStep: 0 }],
  [{ x: [5, 1e12] }, { fromStep: 0, toStep: LAST_STEP }],
  [{ x: [1e12, 2e12] }, undefined],
] as const)('a chart of %j asks for the steps %j', (zoom, range) => {
  expect(shownSteps(zoom)).toEqual(range);
});
