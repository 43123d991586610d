import type { Lambda } from '@yoto/core';

/** What a `.yoto` file says: everything a decoder needs beside the model. */
export interface CompressedImage {
  /** Pixels, each at most 65,535. */
  width: number;
  height: number;
  /** Of the picture, e.g. 3 for RGB. */
  channels: number;
  /** Where on the trade-off curve it was compressed; the decoder conditions its networks on it. */
  lambda: Lambda;
  /** Where to find the model, e.g. a job's id; at most 255 bytes of UTF-8. A UUID in lower case takes 16 bytes. */
  modelId: string;
  /** The first 16 digits of the SHA-256 of the model's weights, hexadecimal. */
  modelFingerprint: string;
  /** `fingerprintTables` of all tables that coded the streams. */
  tablesFingerprint: number;
  /** Streams of `encodeSymbols`. */
  hyperLatents: Uint8Array;
  latents: Uint8Array;
}

/** What a reader is ready to handle; a file that wants more is refused before anything is allocated. */
export interface ContainerLimits {
  /** Width times height. */
  maxPixels?: number;
}

/** 64 megapixels: the layers of a decoder need more than 10 GB for that many. */
export const DEFAULT_MAX_PIXELS = 2 ** 26;
