/** What the page and the worker that runs the model say to each other. */
import { AppError, type ErrorCode, toAppError } from '@yoto/core';
import type { BrowserEngineName } from '@yoto/engine/browser-engines';
import type { ExploreRequest, Explorer, ShownSet } from '@yoto/training';

/** The first message: code and engine are loaded while the model is still on its way. It has no answer. */
export interface ExploreStart {
  ask: 'start';
  taskId: string;
  only: BrowserEngineName | undefined;
}

/** One answer for each, by its number. */
export type ExploreQuestion =
  | { number: number; ask: 'open'; checkpoint: Uint8Array }
  | { number: number; ask: 'show'; request: ExploreRequest };

export interface OpenedModel extends Pick<Explorer, 'step' | 'sliders' | 'inputs' | 'choices' | 'measures'> {
  engine: BrowserEngineName;
}

export interface ShownPictures {
  sets: ShownSet[];
  /** What the model took for them, in milliseconds. */
  tookMs: number;
}

export type ExploreAnswer =
  | { number: number; value: OpenedModel | ShownPictures }
  | { number: number; error: { code: ErrorCode; message: string } };

export function errorAnswer(number: number, error: unknown): ExploreAnswer {
  const { code, message } = toAppError(error);
  return { number, error: { code, message } };
}

export const errorOf = ({ code, message }: { code: ErrorCode; message: string }): AppError =>
  new AppError(code, message);
