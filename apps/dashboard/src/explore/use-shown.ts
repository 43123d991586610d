import { toAppError } from '@yoto/core';
import { useEffect, useRef, useState } from 'react';
import { type LatestOnly, latestOnly } from './latest-only.ts';
import type { Look } from './look.ts';
import type { ShownPictures } from './messages.ts';
import type { RunningModel } from './use-model.ts';

export interface Shown extends ShownPictures {
  request: Look;
}

/** What the model made of the newest request that it is through with; while a slider moves, requests in between are left out. */
export function useShown(
  model: RunningModel | undefined,
  request: Look | undefined,
): { shown?: Shown; error?: Error } {
  const [state, setState] = useState<{ shown?: Shown; error?: Error }>({});
  const queue = useRef<LatestOnly<Look>>(undefined);
  useEffect(() => {
    setState({});
    if (!model) return;
    const own = latestOnly(
      (look: Look) => model.show(look),
      (pictures, of) => setState({ shown: { ...pictures, request: of } }),
      (error) => setState((before) => ({ ...before, error: toAppError(error) })),
    );
    queue.current = own;
    return () => {
      own.close();
      queue.current = undefined;
    };
  }, [model]);
  useEffect(() => {
    if (request && model) queue.current?.ask(request);
  }, [request, model]);
  return state;
}
