/**
 * An append-only file of JSON records, each with its length and a checksum, that is read back in order while it grows.
 * A record counts once it is whole: what a crash tore, or what somebody changed, ends the log there.
 *
 * There is no fsync: a killed process loses nothing that it had written, and what a power cut takes is computed again
 * from the last checkpoint that a row tells of.
 */
import { type FileHandle, open } from 'node:fs/promises';
import { crc32 } from 'node:zlib';

/** Length of the JSON and its CRC-32, both unsigned 32-bit big-endian. */
const HEADER_BYTES = 8;
/** Records are read back in pieces of about this size, so that a long log never lies in memory as a whole. */
const READ_BYTES = 256 * 1024;

export interface RecordLog<Record> {
  /** Bytes of the file. */
  size(): number;
  /** Resolves once the record is in the file; a record that did not fit (a full disk) leaves no trace. */
  append(encoded: Buffer): Promise<void>;
  /** The next records in order without moving on; empty at the end of the log. */
  peek(): Promise<Record[]>;
  /** Moves on by that many of the records that `peek` showed; a log read to its end gives its space back. */
  advance(count: number): Promise<void>;
  close(): Promise<void>;
}

export interface OpenedRecordLog<Record> {
  log: RecordLog<Record>;
  /** Bytes at the end that were no whole record, and were cut off. */
  cutBytes: number;
}

export function encodeRecord(record: unknown): Buffer {
  const json = Buffer.from(JSON.stringify(record));
  const encoded = Buffer.alloc(HEADER_BYTES + json.length);
  encoded.writeUInt32BE(json.length, 0);
  encoded.writeUInt32BE(crc32(json), 4);
  json.copy(encoded, HEADER_BYTES);
  return encoded;
}

/** Opens the log of a file, which is made when it does not exist, and cuts off what is not whole. */
export async function openRecordLog<Record>(file: string): Promise<OpenedRecordLog<Record>> {
  const handle = await open(file, 'a+');
  const written = (await handle.stat()).size;
  const end = await endOfWholeRecords(handle, written);
  if (end < written) await handle.truncate(end);
  return { log: recordLog(handle, end), cutBytes: written - end };
}

function recordLog<Record>(handle: FileHandle, end: number): RecordLog<Record> {
  let writtenTo = end;
  let readTo = 0;
  // One operation at a time: emptying the file must not meet a record on its way into it.
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(operation: () => Promise<T>): Promise<T> => {
    const turn = last.then(operation);
    last = turn.catch(() => undefined);
    return turn;
  };
  let shown: StoredRecord[] = [];
  return {
    size: () => writtenTo,
    append: (encoded) =>
      inTurn(async () => {
        try {
          await handle.appendFile(encoded);
        } catch (error) {
          await handle.truncate(writtenTo);
          throw error;
        }
        writtenTo += encoded.length;
      }),
    peek: () =>
      inTurn(async () => {
        shown = (await readRecords(handle, readTo, writtenTo)).records;
        return shown.map(({ json }) => JSON.parse(json) as Record);
      }),
    advance: (count) =>
      inTurn(async () => {
        readTo = shown.splice(0, count).at(-1)?.end ?? readTo;
        if (readTo < writtenTo) return;
        await handle.truncate(0);
        readTo = 0;
        writtenTo = 0;
      }),
    close: () => inTurn(() => handle.close()),
  };
}

interface StoredRecord {
  json: string;
  /** Offset of the byte after it. */
  end: number;
}

/** The whole records from `start`, about `READ_BYTES` of them; `isDamaged` when something else follows them. */
async function readRecords(
  handle: FileHandle,
  start: number,
  end: number,
): Promise<{ records: StoredRecord[]; isDamaged: boolean }> {
  const records: StoredRecord[] = [];
  let bytes = await read(handle, start, Math.min(READ_BYTES, end - start));
  let offset = 0;
  for (;;) {
    const header = bytes.length - offset >= HEADER_BYTES;
    const length = header ? bytes.readUInt32BE(offset) : 0;
    const recordEnd = offset + HEADER_BYTES + length;
    if (!header || recordEnd > bytes.length) {
      const isInFile = header && start + recordEnd <= end;
      if (records.length > 0) return { records, isDamaged: false };
      if (!isInFile) return { records, isDamaged: bytes.length > 0 };
      // One record that is longer than a piece.
      bytes = await read(handle, start, recordEnd);
      continue;
    }
    const json = bytes.subarray(offset + HEADER_BYTES, recordEnd);
    if (crc32(json) !== bytes.readUInt32BE(offset + 4)) return { records, isDamaged: true };
    records.push({ json: json.toString(), end: start + recordEnd });
    offset = recordEnd;
  }
}

async function endOfWholeRecords(handle: FileHandle, size: number): Promise<number> {
  for (let end = 0; end < size; ) {
    const { records, isDamaged } = await readRecords(handle, end, size);
    end = records.at(-1)?.end ?? end;
    if (isDamaged || records.length === 0) return end;
  }
  return size;
}

async function read(handle: FileHandle, position: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, position);
  return buffer.subarray(0, bytesRead);
}
