import { expect, it } from 'vitest';
import { labelsText, parseLabels } from './labels-field.tsx';

it('writes labels in a line and reads them again', () => {
  const labels = { purpose: 'figure 2', note: 'a=b', mine: '' };
  expect(labelsText(labels)).toBe('purpose=figure 2, note=a=b, mine');
  expect(parseLabels(labelsText(labels))).toEqual(labels);
  expect(parseLabels(' , ')).toBeUndefined();
});
