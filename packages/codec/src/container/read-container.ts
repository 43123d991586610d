import type { Lambda } from '@yoto/core';
import { bitstreamError } from '../bitstream-error.ts';
import { crc32 } from '../crc32.ts';
import { type ByteReader, createByteReader, truncatedFile } from './byte-reader.ts';
import { type CompressedImage, type ContainerLimits, DEFAULT_MAX_PIXELS } from './compressed-image.ts';
import { CHECKSUM_BYTES, FLAG_UUID, MAGIC, MODEL_FINGERPRINT_BYTES, VERSION } from './format.ts';
import { hexText, uuidText } from './uuid-bytes.ts';

/**
 * What a `.yoto` file says. The streams are views of `file`. Allocates nothing that the file's own size does not bound.
 *
 * @throws AppError `bitstream_invalid`; `details.reason` is `foreign`, `newer_version`, `truncated`, `trailing_bytes`,
 *   `checksum`, `malformed` or `too_large`.
 */
export function readContainer(
  file: Uint8Array,
  { maxPixels = DEFAULT_MAX_PIXELS }: ContainerLimits = {},
): CompressedImage {
  const reader = createByteReader(file);
  readStart(file, reader);
  const flags = reader.uint(1);
  const width = reader.uint(2);
  const height = reader.uint(2);
  const channels = reader.uint(1);
  const terms = Array.from({ length: reader.uint(1) }, () => ({
    name: reader.shortBytes(),
    weight: reader.float64(),
  }));
  const modelId = flags & FLAG_UUID ? reader.bytes(16) : reader.shortBytes();
  const modelFingerprint = hexText(reader.bytes(MODEL_FINGERPRINT_BYTES));
  const tablesFingerprint = reader.uint(4);
  const [hyperBytes, latentBytes] = [reader.varint(), reader.varint()];
  const hyperLatents = reader.bytes(hyperBytes);
  const latents = reader.bytes(latentBytes);
  checkEnd(file, reader);
  // Only now is it sure that the numbers are those that were written.
  if (flags > FLAG_UUID) throw newerVersion(`uses features that version ${VERSION} does not know`);
  checkSize(width, height, channels, maxPixels);
  return {
    width,
    height,
    channels,
    lambda: lambdaOf(terms),
    modelId: flags & FLAG_UUID ? uuidText(modelId) : decodeText(modelId),
    modelFingerprint,
    tablesFingerprint,
    hyperLatents,
    latents,
  };
}

function readStart(file: Uint8Array, reader: ByteReader): void {
  if (file.length < MAGIC.length && file.every((byte, i) => byte === MAGIC[i])) throw truncatedFile();
  if (file.length < MAGIC.length || reader.bytes(MAGIC.length).some((byte, i) => byte !== MAGIC[i])) {
    throw bitstreamError('foreign', 'This is not a .yoto file: choose one that `yoto compress` wrote');
  }
  const version = reader.uint(1);
  if (version > VERSION) throw newerVersion(`is of version ${version}, and this program reads ${VERSION}`);
  if (version < VERSION) throw malformed(`there is no version ${version}`);
}

function checkEnd(file: Uint8Array, reader: ByteReader): void {
  const checksum = reader.uint(CHECKSUM_BYTES);
  if (reader.left > 0) {
    throw bitstreamError('trailing_bytes', `The file has ${reader.left} bytes too many: copy it again`);
  }
  if (checksum !== crc32(file.subarray(0, file.length - CHECKSUM_BYTES))) {
    throw bitstreamError('checksum', 'The file is damaged (its checksum is wrong): copy it again');
  }
}

function checkSize(width: number, height: number, channels: number, maxPixels: number): void {
  if (width === 0 || height === 0 || channels === 0) {
    throw malformed(`an image of ${width} x ${height} with ${channels} channels`);
  }
  if (width * height > maxPixels) {
    throw bitstreamError(
      'too_large',
      `The image has ${width} x ${height} pixels, more than the limit of ${maxPixels}: raise the limit if you trust it`,
    );
  }
}

function lambdaOf(terms: readonly { name: Uint8Array; weight: number }[]): Lambda {
  const entries = new Map(terms.map(({ name, weight }) => [decodeText(name), weight]));
  for (const [term, weight] of entries) {
    if (!(weight > 0 && weight < Number.POSITIVE_INFINITY)) throw malformed(`"${term}" weighs ${weight}`);
  }
  if (entries.size < terms.length) throw malformed('a loss term comes twice');
  return Object.fromEntries(entries);
}

function decodeText(bytes: Uint8Array): string {
  if (bytes.length === 0) throw malformed('a name is empty');
  try {
    // Without ignoreBOM a text that starts with U+FEFF would lose it.
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (cause) {
    throw malformed('a name is not UTF-8', cause);
  }
}

const newerVersion = (how: string) =>
  bitstreamError('newer_version', `The file ${how}: update this program, or compress the image again`);

const malformed = (what: string, cause?: unknown) =>
  bitstreamError('malformed', `The file is not valid (${what}): compress the image again`, cause);

/** The model at hand, with the tables made from it here and now. */
export interface ModelAtHand {
  /** SHA-256 of its weights in lower-case hexadecimal, whole or its first 16 digits. */
  fingerprint: string;
  /** `fingerprintTables`, in the order that the encoder used. */
  tablesFingerprint: number;
}

/**
 * Refuses to decode with any model but the one that encoded: the result would be noise.
 *
 * @throws AppError `bitstream_invalid`, reason `wrong_model`.
 */
export function requireModel(image: CompressedImage, model: ModelAtHand): void {
  const digits = 2 * MODEL_FINGERPRINT_BYTES;
  const [wanted, given] = [image.modelFingerprint.slice(0, digits), model.fingerprint.slice(0, digits)];
  if (wanted !== given) {
    throw bitstreamError(
      'wrong_model',
      `The file was made with model ${image.modelId} (weights ${wanted}), not with this one (weights ${given}): load that model`,
    );
  }
  if (image.tablesFingerprint !== model.tablesFingerprint) {
    throw bitstreamError(
      'wrong_model',
      `The probability tables of model ${image.modelId} came out differently than where the file was made: use the version of this program that compressed it`,
    );
  }
}
