/** Lines of a stream in bounded memory: what readline cannot promise of a program that never ends its line. */
import type { Readable } from 'node:stream';
import { AppError } from '@yoto/core';

const NEWLINE = 10;

/**
 * The lines of a protocol, without their ends. A last line that was not ended is dropped: its writer died over it.
 * Reading waits while a line is being handled, so a writer cannot get further ahead than the pipe holds.
 * @throws AppError `trainer_protocol` (a line longer than `mostBytes`), as soon as it is
 */
export async function* protocolLines(stream: Readable, mostBytes: number): AsyncGenerator<string> {
  const line = lineBuffer(mostBytes);
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    for (const { piece, isEnd } of piecesOf(chunk)) {
      line.add(piece);
      if (line.isCut()) {
        const begins = line.take().slice(0, 200);
        throw new AppError(
          'trainer_protocol',
          `A line is longer than ${mostBytes} bytes. It begins: ${begins}`,
        );
      }
      if (isEnd) yield line.take();
    }
  }
}

/** Lines for people: what is beyond `mostBytes` of one is left out, and a last line need not be ended. */
export async function* logLines(stream: Readable, mostBytes: number): AsyncGenerator<string> {
  const line = lineBuffer(mostBytes);
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    for (const { piece, isEnd } of piecesOf(chunk)) {
      line.add(piece);
      if (isEnd) yield line.take();
    }
  }
  if (!line.isEmpty()) yield line.take();
}

function lineBuffer(mostBytes: number) {
  let pieces: Buffer[] = [];
  let kept = 0;
  let isCut = false;
  return {
    add(piece: Buffer): void {
      const fits = piece.subarray(0, mostBytes - kept);
      if (fits.length > 0) pieces.push(fits);
      kept += fits.length;
      isCut ||= fits.length < piece.length;
    },
    isCut: () => isCut,
    isEmpty: () => kept === 0,
    take(): string {
      const text = Buffer.concat(pieces).toString() + (isCut ? '…' : '');
      pieces = [];
      kept = 0;
      isCut = false;
      return text;
    },
  };
}

/** The parts of a chunk by the lines they belong to; `isEnd`: that line ends with it. */
function* piecesOf(chunk: Buffer): Generator<{ piece: Buffer; isEnd: boolean }> {
  let from = 0;
  for (let end = chunk.indexOf(NEWLINE); end >= 0; end = chunk.indexOf(NEWLINE, from)) {
    yield { piece: chunk.subarray(from, end), isEnd: true };
    from = end + 1;
  }
  if (from < chunk.length) yield { piece: chunk.subarray(from), isEnd: false };
}
