import { AppError } from '@yoto/core';

const LONGEST_KEY = 500;
/**
 * No leading dot: that excludes `.` and `..`, and keeps temporary files apart from stored ones. File systems allow
 * names of 255 bytes, temporary ones are longer.
 */
const SEGMENT = /^[A-Za-z0-9_-][A-Za-z0-9._-]{0,199}$/;

/** The segments of a key such as `checkpoints/<job>/1000.safetensors`; throws `invalid_input` for any other string. */
export function parseArtifactKey(key: string): string[] {
  if (isArtifactKey(key)) return key.split('/');
  throw new AppError(
    'invalid_input',
    `"${key.slice(0, 100)}" cannot be the key of a file: use letters, digits, "-", "_" and "." between slashes ` +
      `(no segment starts with a dot or is longer than 200 characters; at most ${LONGEST_KEY} in all)`,
  );
}

export function isArtifactKey(key: string): boolean {
  return key.length <= LONGEST_KEY && key.split('/').every((segment) => SEGMENT.test(segment));
}

/** Throws `invalid_input` for what no key can begin with. Everything begins with the empty prefix. */
export function parseKeyPrefix(prefix: string): string {
  if (prefix !== '') parseArtifactKey(prefix.endsWith('/') ? prefix.slice(0, -1) : prefix);
  return prefix;
}
