import { bitstreamError } from '../bitstream-error.ts';
import { STATE_BYTES, STATE_LOW } from './rans.ts';

/** The state of decoding one stream. `state` and `position` are public for the loop over the symbols. */
export class StreamReader {
  readonly bytes: Uint8Array;
  state = 0;
  position = 0;

  /** @throws AppError `bitstream_invalid` when the stream does not start with a state. */
  constructor(bytes: Uint8Array) {
    if (bytes.length < STATE_BYTES) throw truncatedStream();
    this.bytes = bytes;
    while (this.position < STATE_BYTES) this.state = (this.state << 8) | bytes[this.position++]!;
    if (this.state < STATE_LOW) throw damagedStream('starts');
  }

  /** The next `count` (1..15) raw bits. */
  readBits(count: number): number {
    const bits = (this.state & 0xffff) >>> (16 - count);
    this.advance((bits << (32 - count)) | (1 << (16 - count)));
    return bits;
  }

  /** Takes one step of decoding, whose interval must hold the low 16 bits of the state. */
  advance(interval: number): void {
    let state = Math.imul(interval & 0xffff, this.state >>> 16) + (this.state & 0xffff) - (interval >>> 16);
    while (state < STATE_LOW) {
      if (this.position === this.bytes.length) throw truncatedStream();
      state = (state << 8) | this.bytes[this.position++]!;
    }
    this.state = state;
  }

  /** @throws AppError `bitstream_invalid` unless the stream ends here, in the state in which encoding started. */
  finish(): void {
    if (this.position !== this.bytes.length || this.state !== STATE_LOW) throw damagedStream('ends');
  }
}

export const truncatedStream = () =>
  bitstreamError('truncated', 'The compressed data ends too early: copy the whole file again');

const damagedStream = (where: string) =>
  bitstreamError(
    'malformed',
    `The compressed data ${where} wrongly: it is damaged, or was coded with other probability tables`,
  );
