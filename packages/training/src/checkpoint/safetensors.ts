/**
 * The safetensors format: an 8-byte little-endian header length, a JSON header (name -> dtype, shape, offsets, and
 * `__metadata__`, a map of strings), then the raw values. Only F32 is used here.
 */
import { AppError } from '@yoto/core';
import { elementCount } from '../layers/initialisers.ts';

export interface HostTensor {
  shape: readonly number[];
  values: Float32Array;
}

export interface TensorFile {
  tensors: ReadonlyMap<string, HostTensor>;
  metadata: Readonly<Record<string, string>>;
}

const LENGTH_BYTES = 8;
const FLOAT_BYTES = 4;
const METADATA = '__metadata__';

export function encodeSafetensors({ tensors, metadata }: TensorFile): Uint8Array {
  const header: Record<string, unknown> = { [METADATA]: metadata };
  let offset = 0;
  for (const [name, { shape, values }] of tensors) {
    header[name] = { dtype: 'F32', shape, data_offsets: [offset, offset + values.byteLength] };
    offset += values.byteLength;
  }
  const json = new TextEncoder().encode(JSON.stringify(header));
  // Padded with spaces, as the format recommends, so that the values are aligned.
  const headerBytes = Math.ceil(json.length / LENGTH_BYTES) * LENGTH_BYTES;
  const file = new Uint8Array(LENGTH_BYTES + headerBytes + offset);
  file.fill(0x20, LENGTH_BYTES, LENGTH_BYTES + headerBytes);
  new DataView(file.buffer).setBigUint64(0, BigInt(headerBytes), true);
  file.set(json, LENGTH_BYTES);
  let position = LENGTH_BYTES + headerBytes;
  for (const { values } of tensors.values()) {
    file.set(new Uint8Array(values.buffer, values.byteOffset, values.byteLength), position);
    position += values.byteLength;
  }
  return file;
}

/** What is thrown for a file that cannot be read; `why` is a clause, e.g. `it ends within its header`. */
export type UnreadableTensors = (why: string, cause?: unknown) => Error;

/** Throws `unreadable` for anything that is not a whole, consistent file of F32 tensors. */
export function decodeSafetensors(
  bytes: Uint8Array,
  unreadable: UnreadableTensors = checkpointUnreadable,
): TensorFile {
  const corrupt: Corrupt = (why, cause) => {
    throw unreadable(why, cause);
  };
  if (bytes.length < LENGTH_BYTES) corrupt(`it has only ${bytes.length} bytes`);
  const headerBytes = new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0, true);
  if (headerBytes > BigInt(bytes.length - LENGTH_BYTES)) corrupt('it ends within its header');
  const dataStart = LENGTH_BYTES + Number(headerBytes);
  const header = parseHeader(bytes.subarray(LENGTH_BYTES, dataStart), corrupt);
  const data = bytes.subarray(dataStart);
  const tensors = new Map<string, HostTensor>();
  let expectedOffset = 0;
  const entries = Object.entries(header).filter(([name]) => name !== METADATA);
  const places = entries.map(([name, entry]) => tensorEntry(name, entry, corrupt));
  for (const { name, shape, start, end } of places.toSorted((a, b) => a.start - b.start || a.end - b.end)) {
    if (start !== expectedOffset || end > data.length) corrupt(`the values of "${name}" are not all there`);
    tensors.set(name, { shape, values: floats(data.subarray(start, end)) });
    expectedOffset = end;
  }
  if (expectedOffset !== data.length) corrupt(`it has ${data.length - expectedOffset} bytes too many`);
  return { tensors, metadata: stringMap(header[METADATA] ?? {}, corrupt) };
}

type Corrupt = (why: string, cause?: unknown) => never;

function parseHeader(bytes: Uint8Array, corrupt: Corrupt): Record<string, unknown> {
  let header: unknown;
  try {
    header = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (cause) {
    corrupt('its header is not JSON', cause);
  }
  return isRecord(header) ? header : corrupt('its header is not an object');
}

interface TensorPlace {
  name: string;
  shape: number[];
  /** Bytes of the data. */
  start: number;
  end: number;
}

function tensorEntry(name: string, entry: unknown, corrupt: Corrupt): TensorPlace {
  const { dtype, shape, data_offsets: offsets } = isRecord(entry) ? entry : {};
  if (dtype !== 'F32') corrupt(`"${name}" is not F32`);
  if (!isSizes(shape) || !isSizes(offsets) || offsets.length !== 2)
    corrupt(`the header entry of "${name}" is malformed`);
  const [start = 0, end = 0] = offsets;
  if (end - start !== elementCount(shape) * FLOAT_BYTES)
    corrupt(`the size of "${name}" contradicts its shape`);
  return { name, shape, start, end };
}

function stringMap(value: unknown, corrupt: Corrupt): Record<string, string> {
  const strings = isRecord(value) && Object.values(value).every((one) => typeof one === 'string');
  return strings ? (value as Record<string, string>) : corrupt('its metadata is not a map of strings');
}

/** A copy, because a view of floats must start at a multiple of four bytes. (`slice` of a Node Buffer copies nothing.) */
const floats = (bytes: Uint8Array): Float32Array => new Float32Array(new Uint8Array(bytes).buffer);

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isSizes = (value: unknown): value is number[] =>
  Array.isArray(value) && value.every((size) => Number.isSafeInteger(size) && size >= 0);

function checkpointUnreadable(why: string, cause?: unknown): AppError {
  return new AppError('checkpoint_corrupt', `The checkpoint cannot be read: ${why}. Use an earlier one`, {
    cause,
  });
}
