import { AppError, randomStream } from '@yoto/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { crc32 } from '../crc32.ts';
import type { CompressedImage } from './compressed-image.ts';
import { readContainer, requireModel } from './read-container.ts';
import { writeContainer } from './write-container.ts';

const image: CompressedImage = {
  width: 768,
  height: 512,
  channels: 3,
  lambda: { distortion: 0.013 },
  modelId: '019ab1c2-7d3e-7f00-8a41-00c0ffee0001',
  modelFingerprint: '0123456789abcdef',
  tablesFingerprint: 0xfedcba98,
  hyperLatents: Uint8Array.of(1, 2, 3),
  latents: Uint8Array.from({ length: 40 }, (_, i) => i * 7),
};
const file = writeContainer(image);

/** The reason for which a file is refused, or undefined when it is read. Anything but a `bitstream_invalid` fails. */
function refusal(bytes: Uint8Array, maxPixels?: number): unknown {
  try {
    readContainer(bytes, maxPixels === undefined ? {} : { maxPixels });
    return undefined;
  } catch (error) {
    if (error instanceof AppError && error.code === 'bitstream_invalid') return error.details.reason;
    throw error;
  }
}

/** The file with other bytes at `position`, and with the right checksum all the same. */
function forged(position: number, ...bytes: number[]): Uint8Array {
  const copy = file.slice();
  copy.set(bytes, position);
  new DataView(copy.buffer).setUint32(copy.length - 4, crc32(copy.subarray(0, -4)), true);
  return copy;
}

describe('container', () => {
  it('gives back what was written, for a header of 65 bytes', () => {
    expect(readContainer(file)).toEqual(image);
    expect(file.length - image.hyperLatents.length - image.latents.length).toBe(65);
  });

  it('gives back any image', () => {
    const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 8 });
    const weight = fc.double({ min: 0, minExcluded: true, max: 1e12, noNaN: true });
    const bytes = fc.uint8Array({ maxLength: 300 });
    const images = fc.record({
      width: fc.integer({ min: 1, max: 65_535 }),
      height: fc.integer({ min: 1, max: 65_535 }),
      channels: fc.integer({ min: 1, max: 255 }),
      lambda: fc.dictionary(fc.oneof(text, fc.constant('\ufeffx')), weight, {
        maxKeys: 5,
        noNullPrototype: true,
      }),
      modelId: fc.oneof(
        text,
        fc.uuid(),
        fc.uuid().map((id) => id.toUpperCase()),
      ),
      modelFingerprint: fc.stringMatching(/^[0-9a-f]{16}$/),
      tablesFingerprint: fc.integer({ min: 0, max: 2 ** 32 - 1 }),
      hyperLatents: bytes,
      latents: bytes,
    });
    fc.assert(
      fc.property(images, (written) => {
        expect(readContainer(writeContainer(written), { maxPixels: 2 ** 32 })).toEqual(written);
      }),
      { seed: 1, numRuns: 150 },
    );
  });

  it('writes equal files for equal images', () => {
    const [a, b] = [
      { x: 1, y: 2 },
      { y: 2, x: 1 },
    ].map((lambda) => writeContainer({ ...image, lambda }));
    expect(a).toEqual(b);
    expect(writeContainer({ ...image, modelFingerprint: image.modelFingerprint.padEnd(64, '9') })).toEqual(
      file,
    );
  });

  it('refuses every truncation, and added bytes', () => {
    for (let length = 0; length < file.length; length++)
      expect(refusal(file.subarray(0, length))).toBe('truncated');
    expect(refusal(Uint8Array.of(...file, 0))).toBe('trailing_bytes');
  });

  it('refuses every change of one byte', () => {
    for (let position = 0; position < file.length; position++) {
      for (const difference of [1, 2, 4, 8, 16, 32, 64, 128, 255]) {
        const damaged = file.slice();
        damaged[position] = damaged[position]! ^ difference;
        expect(refusal(damaged)).toBeDefined();
      }
    }
  });

  it('says what is wrong', () => {
    expect(refusal(new TextEncoder().encode('\x89PNG\r\n\x1a\n and so on'))).toBe('foreign');
    expect(refusal(Uint8Array.of(1))).toBe('foreign');
    expect(refusal(forged(4, 2))).toBe('newer_version');
    expect(() => readContainer(forged(4, 2))).toThrow(/version 2, and this program reads 1: update/);
    expect(refusal(forged(4, 0))).toBe('malformed');
    expect(refusal(forged(5, 3))).toBe('newer_version');
    expect(refusal(forged(6, 0, 0))).toBe('malformed');
    expect(refusal(forged(10, 0))).toBe('malformed');
    expect(refusal(file, 768 * 512 - 1)).toBe('too_large');
    expect(refusal(file, 768 * 512)).toBeUndefined();
    expect(refusal(forged(6, 255, 255, 255, 255))).toBe('too_large');
    expect(refusal(forged(13, 0xff))).toBe('malformed');
    // A weight of NaN, and one of zero.
    expect(refusal(forged(23, 0, 0, 0, 0, 0, 0, 0xf8, 0x7f))).toBe('malformed');
    expect(refusal(forged(23, 0, 0, 0, 0, 0, 0, 0, 0))).toBe('malformed');
    // A length of latents that has no end.
    expect(refusal(forged(59, 0xff, 0xff, 0xff, 0xff, 0xff))).toBe('malformed');
    expect(refusal(forged(60, 0xff, 0xff, 0xff, 0xff, 0x7f))).toBe('truncated');
  });

  it('reads random bytes behind a valid start without harm', () => {
    const draws = randomStream(5, 'noise');
    for (let round = 0; round < 1000; round++) {
      const noise = Uint8Array.from({ length: draws.integer(120) }, () => draws.integer(256));
      expect(refusal(Uint8Array.of(...file.subarray(0, draws.integer(12)), ...noise))).toBeDefined();
    }
  });

  it.each([
    [{ width: 0 }, /sides/],
    [{ height: 65_536 }, /sides/],
    [{ width: 1.5 }, /sides/],
    [{ channels: 0 }, /channels/],
    [{ lambda: { a: 0 } }, /weight of "a"/],
    [{ lambda: { a: Number.NaN } }, /weight of "a"/],
    [{ lambda: { '': 1 } }, /term ""/],
    [{ lambda: Object.fromEntries(Array.from({ length: 256 }, (_, i) => [`t${i}`, 1])) }, /255 terms/],
    [{ modelId: '' }, /model id/],
    [{ modelId: 'é'.repeat(128) }, /model id/],
    [{ modelId: '\ud800' }, /model id/],
    [{ modelFingerprint: '0123' }, /SHA-256/],
    [{ tablesFingerprint: -1 }, /32 bits/],
  ])('does not write what the format cannot hold (case %#)', (change, message) => {
    expect(() => writeContainer({ ...image, ...change })).toThrow(message);
  });
});

describe('requireModel', () => {
  const atHand = {
    fingerprint: image.modelFingerprint.padEnd(64, '0'),
    tablesFingerprint: image.tablesFingerprint,
  };

  it('takes the model that made the file, and no other', () => {
    requireModel(image, atHand);
    expect(() => requireModel(image, { ...atHand, fingerprint: 'f'.repeat(64) })).toThrow(
      /weights 0123456789abcdef/,
    );
    expect(() => requireModel(image, { ...atHand, tablesFingerprint: 1 })).toThrow(
      /tables .* came out differently/,
    );
  });
});
