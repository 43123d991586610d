import { expect, test, vi } from 'vitest';
import { createDecodedImages } from './decoded-images.ts';

/** Pictures of 10 x 10 pixels, 300 bytes each. */
const file = (name: string) => ({ path: `/photos/${name}`, name });

function countedDecodes(keptBytes: number) {
  const decoded: string[] = [];
  const decode = async (path: string) => {
    decoded.push(path.slice(-1));
    if (path.endsWith('x')) throw new Error('its end is missing');
    return { height: 10, width: 10, bytes: new Uint8Array(300).fill(path.charCodeAt(path.length - 1)) };
  };
  return { decoded, images: createDecodedImages({ keptBytes, decode }) };
}

test('a picture that is kept is not decoded again, also while it is being decoded', async () => {
  const { decoded, images } = countedDecodes(900);
  const [one, two] = await Promise.all([images.get(file('a')), images.get(file('a'))]);
  expect(two).toBe(one);
  await images.get(file('a'));
  expect(decoded).toEqual(['a']);
});

test('the least recently used ones go when the memory is used up', async () => {
  const { decoded, images } = countedDecodes(900);
  for (const name of ['a', 'b', 'c', 'a', 'd', 'a', 'c', 'b']) await images.get(file(name));
  expect(decoded).toEqual(['a', 'b', 'c', 'd', 'b']);
});

test('a picture larger than the bound is given, not kept', async () => {
  const { decoded, images } = countedDecodes(299);
  expect((await images.get(file('a')))?.bytes[0]).toBe(97);
  await images.get(file('a'));
  expect(decoded).toEqual(['a', 'a']);
});

test('a broken file is reported once and not tried again', async () => {
  const warn = vi.spyOn(console, 'warn').mockImplementation(() => undefined);
  const { decoded, images } = countedDecodes(600);
  for (const name of ['x', 'a', 'b', 'c', 'x']) {
    expect(Boolean(await images.get(file(name)))).toBe(name !== 'x');
  }
  expect(decoded.filter((name) => name === 'x')).toHaveLength(1);
  expect(warn.mock.calls).toEqual([[expect.stringMatching(/^x is broken.*its end is missing/)]]);
  warn.mockRestore();
});
