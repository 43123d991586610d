import type { HostPicture } from '@yoto/training';
import { expect, test } from 'vitest';
import { type Chosen, lookOf } from './look.ts';

const picture = (level: number): HostPicture => ({
  ...{ width: 1, height: 1, channels: 3 },
  pixels: Uint8Array.of(level, level, level),
});
const NOTHING: Chosen = { lambda: { w: 1 }, own: {}, heldOut: {}, options: {} };
const CONTENTS = [picture(1), picture(2)];
const style = {
  ...{ name: 'style', label: 'Style', note: '' },
  options: [0, 1, 2].map((level) => ({ label: `style ${level}`, picture: picture(level) })),
  ofHeldOut: [2, 0],
};
const ONE = { inputs: [{ name: 'contents', label: 'Content', side: 1, isOne: true }], choices: [style] };
const ALL = { inputs: [{ name: 'inputs', label: 'Inputs', side: 1 }], choices: [] };

test('one held-out picture is shown as the evaluation had it', () => {
  expect(lookOf(ONE, { contents: CONTENTS }, NOTHING)).toEqual({
    lambda: { w: 1 },
    pictures: { contents: [CONTENTS[0]] },
    chosen: { style: 2 },
    stored: [0],
  });
  const second = lookOf(ONE, { contents: CONTENTS }, { ...NOTHING, heldOut: { contents: 1 } });
  expect(second).toMatchObject({ pictures: { contents: [CONTENTS[1]] }, chosen: { style: 0 }, stored: [1] });
});

test('with another option or an own picture nothing stored is comparable', () => {
  const other = lookOf(ONE, { contents: CONTENTS }, { ...NOTHING, options: { style: 1 } });
  expect(other).toMatchObject({ chosen: { style: 1 }, stored: undefined });
  const own = lookOf(ONE, { contents: CONTENTS }, { ...NOTHING, own: { contents: picture(9) } });
  expect(own).toMatchObject({
    pictures: { contents: [picture(9)] },
    chosen: { style: 2 },
    stored: undefined,
  });
});

test('else all held-out pictures are shown, and none while there are none', () => {
  expect(lookOf(ALL, { inputs: CONTENTS }, NOTHING)).toMatchObject({
    pictures: { inputs: CONTENTS },
    stored: [0, 1],
  });
  expect(lookOf(ALL, {}, NOTHING).pictures).toEqual({ inputs: [] });
});
