/** A trained model that runs in a worker of the browser. */
import { AppError } from '@yoto/core';
import { BROWSER_ENGINES, type BrowserEngineName } from '@yoto/engine/browser-engines';
import { isExploredTask } from '@yoto/tasks/explored';
import type { ExploreRequest } from '@yoto/training';
import { useEffect, useState } from 'react';
import {
  type ExploreAnswer,
  type ExploreQuestion,
  type ExploreStart,
  errorOf,
  type OpenedModel,
  type ShownPictures,
} from './messages.ts';

export interface ModelThread {
  /** Takes the place of the model that is open. */
  open(checkpoint: Uint8Array): Promise<OpenedModel>;
  show(request: ExploreRequest): Promise<ShownPictures>;
  /** Ends the worker; what was asked is never answered. */
  close(): void;
}

interface Waiting {
  resolve: (value: never) => void;
  reject: (error: AppError) => void;
}

type Question = ExploreQuestion extends infer Each
  ? Each extends unknown
    ? Omit<Each, 'number'>
    : never
  : never;

/** A worker that loads TensorFlow.js and the code of a task; undefined at first, and for tasks whose models cannot be explored. */
export function useModelThread(
  taskId: string | undefined,
  only: BrowserEngineName | undefined,
): ModelThread | undefined {
  const [thread, setThread] = useState<ModelThread>();
  useEffect(() => {
    if (taskId === undefined || !isExploredTask(taskId)) return;
    const own = startModelThread({ ask: 'start', taskId, only });
    setThread(own);
    return () => {
      own.close();
      setThread(undefined);
    };
  }, [taskId, only]);
  return thread;
}

function startModelThread(start: ExploreStart): ModelThread {
  const worker = new Worker(new URL('./explore-worker.ts', import.meta.url), { type: 'module' });
  const waiting = new Map<number, Waiting>();
  let asked = 0;
  worker.onmessage = ({ data }: MessageEvent<ExploreAnswer>) => {
    const { resolve, reject } = waiting.get(data.number) ?? {};
    waiting.delete(data.number);
    if ('error' in data) reject?.(errorOf(data.error));
    else resolve?.(data.value as never);
  };
  worker.onerror = ({ message }) => {
    const why = message ? ` (${message})` : '';
    const error = new AppError(
      'engine_unavailable',
      `The browser could not load the program that runs the model${why}: reload the page, and allow workers for it`,
    );
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
  };
  worker.postMessage(start);
  const ask = <Value>(question: Question): Promise<Value> =>
    new Promise((resolve, reject) => {
      const number = asked++;
      waiting.set(number, { resolve, reject });
      worker.postMessage({ ...question, number });
    });
  return {
    open: (checkpoint) => ask({ ask: 'open', checkpoint }),
    show: (request) => ask({ ask: 'show', request }),
    close: () => worker.terminate(),
  };
}

/** `?engine=wasm` in the address: to compare engines. */
export const askedEngine = (query: URLSearchParams): BrowserEngineName | undefined =>
  BROWSER_ENGINES.find((name) => name === query.get('engine'));
