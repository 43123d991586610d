/** Appends numbers and texts to a growing list of bytes; for headers, where speed does not matter. */
export interface ByteWriter {
  uint(value: number, bytes: number): void;
  varint(value: number): void;
  float64(value: number): void;
  bytes(values: Uint8Array): void;
  /** One byte of length, then the bytes. */
  shortBytes(values: Uint8Array): void;
  toBytes(): Uint8Array;
}

export function createByteWriter(): ByteWriter {
  const written: number[] = [];
  const parts: Uint8Array[] = [];
  const flush = () => parts.push(Uint8Array.from(written.splice(0)));
  function uint(value: number, bytes: number): void {
    for (let i = 0; i < bytes; i++) written.push(Math.floor(value / 2 ** (8 * i)) & 0xff);
  }
  function bytes(values: Uint8Array): void {
    flush();
    parts.push(values);
  }
  return {
    uint,
    bytes,
    varint(value) {
      let rest = value;
      for (; rest >= 0x80; rest = Math.floor(rest / 0x80)) written.push((rest & 0x7f) | 0x80);
      written.push(rest);
    },
    float64(value) {
      const view = new DataView(new ArrayBuffer(8));
      view.setFloat64(0, value, true);
      bytes(new Uint8Array(view.buffer));
    },
    shortBytes(values) {
      uint(values.length, 1);
      bytes(values);
    },
    toBytes() {
      flush();
      const joined = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
      let position = 0;
      for (const part of parts) {
        joined.set(part, position);
        position += part.length;
      }
      return joined;
    },
  };
}
