/** What a data set's thread and the thread that opened it say to each other. */
import { AppError, type AppErrorOptions, type ErrorCode, toAppError } from '@yoto/core';
import type { ImageDataset, ImageDatasetFacts } from '../image-dataset.ts';
import type { DataLocation } from '../readable-paths.ts';

/** What the thread is to open; it answers with the facts, as the call `OPENING`. */
export interface ThreadTask {
  id: string;
  params: Readonly<Record<string, unknown>>;
  location: DataLocation;
}

export const OPENING = 0;

/** What can be asked of a data set that is open. After `close` the thread ends. */
export type ThreadMethod = 'train' | 'evaluation' | 'evaluationImage' | 'close';

/** Results by method. */
export type ThreadResult<M extends ThreadMethod> = Awaited<ReturnType<ImageDataset[M]>>;

export type ThreadRequest = {
  [M in ThreadMethod]: { call: number; method: M; args: Parameters<ImageDataset[M]> };
}[ThreadMethod];

export type ThreadReply =
  | { call: number; value: ImageDatasetFacts | ThreadResult<ThreadMethod> }
  | { call: number; error: SentError };

/** An AppError as it crosses threads, which would drop its fields. */
interface SentError extends Pick<AppErrorOptions, 'details' | 'issues'> {
  code: ErrorCode;
  message: string;
}

export function sendableError(thrown: unknown): SentError {
  const { code, message, details, issues } = toAppError(thrown);
  return { code, message, details, issues };
}

export function receivedError({ code, message, details, issues }: SentError): AppError {
  return new AppError(code, message, { details, issues });
}
