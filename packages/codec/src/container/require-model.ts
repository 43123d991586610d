import { bitstreamError } from '../bitstream-error.ts';
import type { CompressedImage } from './compressed-image.ts';
import { MODEL_FINGERPRINT_BYTES } from './format.ts';

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
