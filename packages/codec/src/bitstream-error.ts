import { AppError } from '@yoto/core';

/** Why a compressed image or a stream in it is refused; `details.reason` of the error. */
export type BitstreamFault =
  | 'foreign'
  | 'newer_version'
  | 'truncated'
  | 'trailing_bytes'
  | 'checksum'
  | 'malformed'
  | 'too_large'
  | 'wrong_model';

/** The error of every reader here: code `bitstream_invalid`, with its reason in `details` for programs. */
export function bitstreamError(reason: BitstreamFault, message: string, cause?: unknown): AppError {
  return new AppError('bitstream_invalid', message, { details: { reason }, cause });
}
