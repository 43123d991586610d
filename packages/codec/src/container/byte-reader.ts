import { bitstreamError } from '../bitstream-error.ts';

/** A varint of a length is at most five bytes: 35 bits. */
const MAX_VARINT_BYTES = 5;

/** Takes numbers and bytes off a file from front to back; what is missing is an error, never undefined. */
export interface ByteReader {
  readonly left: number;
  uint(bytes: number): number;
  varint(): number;
  float64(): number;
  /** A view, not a copy. */
  bytes(count: number): Uint8Array;
  shortBytes(): Uint8Array;
}

/** Every method throws `bitstream_invalid` (truncated) where the file ends. */
export function createByteReader(file: Uint8Array): ByteReader {
  let position = 0;
  function bytes(count: number): Uint8Array {
    if (count > file.length - position) throw truncatedFile();
    position += count;
    return file.subarray(position - count, position);
  }
  function uint(count: number): number {
    return bytes(count).reduceRight((value, byte) => value * 256 + byte, 0);
  }
  return {
    get left() {
      return file.length - position;
    },
    bytes,
    uint,
    varint() {
      let value = 0;
      for (let i = 0; i < MAX_VARINT_BYTES; i++) {
        const byte = uint(1);
        value += (byte & 0x7f) * 0x80 ** i;
        if (byte < 0x80) return value;
      }
      throw bitstreamError('malformed', 'The file is damaged: a length in it has no end');
    },
    float64() {
      const { buffer, byteOffset } = bytes(8);
      return new DataView(buffer, byteOffset, 8).getFloat64(0, true);
    },
    shortBytes: () => bytes(uint(1)),
  };
}

export const truncatedFile = () =>
  bitstreamError('truncated', 'The file ends too early: it was cut off; copy it again');
