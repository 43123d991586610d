import { toAppError } from '@yoto/core';
import { useEffect, useState } from 'react';
import type { OpenedModel } from './messages.ts';
import type { ModelThread } from './model-thread.ts';

export interface RunningModel extends OpenedModel {
  show: ModelThread['show'];
}

type ModelState = { model?: RunningModel; error?: Error };

/** The model of a checkpoint, running in a thread; nothing while either is on its way. */
export function useModel(thread: ModelThread | undefined, checkpoint: Uint8Array | undefined): ModelState {
  const [state, setState] = useState<ModelState>({});
  useEffect(() => {
    setState({});
    if (!thread || !checkpoint) return;
    let isWanted = true;
    thread.open(checkpoint).then(
      (opened) => isWanted && setState({ model: { ...opened, show: thread.show } }),
      (error: unknown) => isWanted && setState({ error: toAppError(error) }),
    );
    return () => {
      isWanted = false;
    };
  }, [thread, checkpoint]);
  return state;
}
