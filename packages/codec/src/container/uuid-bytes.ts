/** Job ids are UUIDs: 16 bytes instead of 36 letters count in a file of a few kilobytes. */
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** The 16 bytes of a UUID in lower case, undefined for any other text (which `uuidText` could not give back). */
export function uuidBytes(text: string): Uint8Array | undefined {
  return UUID.test(text) ? hexBytes(text.replaceAll('-', '')) : undefined;
}

export function uuidText(bytes: Uint8Array): string {
  return hexText(bytes).replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}

/** `text` has an even number of hexadecimal digits. */
export function hexBytes(text: string): Uint8Array {
  return Uint8Array.from({ length: text.length / 2 }, (_, i) =>
    Number.parseInt(text.slice(2 * i, 2 * i + 2), 16),
  );
}

export function hexText(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
