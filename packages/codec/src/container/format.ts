/**
 * The `.yoto` file, version 1; integers are little-endian, `varint` is LEB128:
 *
 *     4  "YOTO"                       1  version            1  flags (bit 0: the model id is a UUID in 16 bytes)
 *     2  width                        2  height             1  channels
 *     1  lambda terms, each:  1 length, name in UTF-8, 8 weight (float64)
 *     model id: 16 bytes of a UUID, or 1 length and UTF-8
 *     8  start of the model's SHA-256                       4  fingerprint of the tables
 *     varint  bytes of hyper-latents  varint  bytes of latents
 *     hyper-latents, latents          4  CRC-32 of all before
 *
 * With a job's id and one lambda term that is 65 bytes or so, 0.0013 bits per pixel of a Kodak image.
 */
export const MAGIC: Uint8Array = new TextEncoder().encode('YOTO');
export const VERSION = 1;
export const FLAG_UUID = 1;
export const CHECKSUM_BYTES = 4;
/** Bytes kept of the model's SHA-256. */
export const MODEL_FINGERPRINT_BYTES = 8;
export const MAX_SIDE = 65_535;
export const MAX_BYTE = 255;
