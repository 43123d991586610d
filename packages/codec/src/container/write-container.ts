import { AppError } from '@yoto/core';
import { crc32 } from '../crc32.ts';
import { createByteWriter } from './byte-writer.ts';
import type { CompressedImage } from './compressed-image.ts';
import {
  CHECKSUM_BYTES,
  FLAG_UUID,
  MAGIC,
  MAX_BYTE,
  MAX_SIDE,
  MODEL_FINGERPRINT_BYTES,
  VERSION,
} from './format.ts';
import { hexBytes, uuidBytes } from './uuid-bytes.ts';

/**
 * The bytes of a `.yoto` file; the terms of lambda are written in alphabetical order, so equal images give equal files.
 * `modelFingerprint` may be the whole SHA-256: its start is kept.
 *
 * @throws AppError `invalid_input` for what the format cannot hold.
 */
export function writeContainer(image: CompressedImage): Uint8Array {
  checkImage(image);
  const uuid = uuidBytes(image.modelId);
  const terms = Object.entries(image.lambda).sort(([a], [b]) => (a < b ? -1 : 1));
  const header = createByteWriter();
  header.bytes(MAGIC);
  header.uint(VERSION, 1);
  header.uint(uuid ? FLAG_UUID : 0, 1);
  header.uint(image.width, 2);
  header.uint(image.height, 2);
  header.uint(image.channels, 1);
  header.uint(terms.length, 1);
  for (const [term, weight] of terms) {
    header.shortBytes(encodeText(term));
    header.float64(weight);
  }
  if (uuid) header.bytes(uuid);
  else header.shortBytes(encodeText(image.modelId));
  header.bytes(hexBytes(image.modelFingerprint.slice(0, 2 * MODEL_FINGERPRINT_BYTES)));
  header.uint(image.tablesFingerprint, 4);
  header.varint(image.hyperLatents.length);
  header.varint(image.latents.length);
  header.bytes(image.hyperLatents);
  header.bytes(image.latents);
  const content = header.toBytes();
  const file = createByteWriter();
  file.bytes(content);
  file.uint(crc32(content), CHECKSUM_BYTES);
  return file.toBytes();
}

const encodeText = (text: string) => new TextEncoder().encode(text);

function checkImage(image: CompressedImage): void {
  const check = (holds: boolean, what: string) => {
    if (!holds) throw new AppError('invalid_input', `The image cannot be written: ${what}`);
  };
  const isInteger = (value: number, low: number, high: number) =>
    Number.isInteger(value) && value >= low && value <= high;
  // A text with half a surrogate pair does not survive UTF-8.
  const isShort = (text: string) =>
    isInteger(encodeText(text).length, 1, MAX_BYTE) &&
    new TextDecoder('utf-8', { ignoreBOM: true }).decode(encodeText(text)) === text;
  const { width, height, channels, lambda, modelId, modelFingerprint, tablesFingerprint } = image;
  check(
    isInteger(width, 1, MAX_SIDE) && isInteger(height, 1, MAX_SIDE),
    `its sides must be 1 to ${MAX_SIDE} pixels, not ${width} x ${height}`,
  );
  check(isInteger(channels, 1, MAX_BYTE), `it must have 1 to ${MAX_BYTE} channels, not ${channels}`);
  const terms = Object.entries(lambda);
  check(terms.length <= MAX_BYTE, `its lambda has more than ${MAX_BYTE} terms`);
  for (const [term, weight] of terms) {
    check(isShort(term), `the term "${term}" must have 1 to ${MAX_BYTE} bytes of UTF-8`);
    check(Number.isFinite(weight) && weight > 0, `the weight of "${term}" must be above 0, not ${weight}`);
  }
  check(isShort(modelId), `the model id must have 1 to ${MAX_BYTE} bytes of UTF-8`);
  check(
    new RegExp(`^[0-9a-f]{${2 * MODEL_FINGERPRINT_BYTES},64}$`).test(modelFingerprint),
    `the model's fingerprint must be a SHA-256 in lower-case hexadecimal`,
  );
  check(isInteger(tablesFingerprint, 0, 2 ** 32 - 1), `the tables' fingerprint must be 32 bits`);
}
