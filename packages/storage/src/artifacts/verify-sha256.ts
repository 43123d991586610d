import { createHash } from 'node:crypto';
import { AppError } from '@yoto/core';

/** Throws `checkpoint_corrupt` when the bytes are not the expected ones; nothing is expected of `undefined`. */
export function verifySha256(content: Uint8Array, key: string, expectedSha256: string | undefined): void {
  if (expectedSha256 === undefined) return;
  const sha256 = createHash('sha256').update(content).digest('hex');
  if (sha256 === expectedSha256) return;
  throw new AppError(
    'checkpoint_corrupt',
    `The file "${key}" is torn or was changed (sha256 ${sha256.slice(0, 12)}…, expected ` +
      `${expectedSha256.slice(0, 12)}…): an older one must be used`,
  );
}
