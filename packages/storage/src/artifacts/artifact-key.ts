import { AppError } from '@yoto/core';

const LONGEST_KEY = 500;
/** No leading dot: that excludes `.` and `..`, and keeps temporary files apart from stored ones. */
const SEGMENT = /^[A-Za-z0-9_-][A-Za-z0-9._-]*$/;

/** The segments of a key such as `checkpoints/<job>/1000.safetensors`; throws `invalid_input` for any other string. */
export function parseArtifactKey(key: string): string[] {
  const segments = key.split('/');
  if (key.length <= LONGEST_KEY && segments.every((segment) => SEGMENT.test(segment))) return segments;
  throw new AppError(
    'invalid_input',
    `"${key.slice(0, 100)}" cannot be the key of a file: use letters, digits, "-", "_" and "." between slashes ` +
      `(no segment starts with a dot, at most ${LONGEST_KEY} characters)`,
  );
}
