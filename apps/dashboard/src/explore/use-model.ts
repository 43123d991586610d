import { toAppError } from '@yoto/core';
import type { BrowserEngineName } from '@yoto/engine/browser-engines';
import { useEffect, useState } from 'react';
import type { OpenedModel } from './messages.ts';
import { type ModelThread, startModelThread } from './model-thread.ts';

export interface RunningModel extends OpenedModel {
  show: ModelThread['show'];
}

type ModelState = { model?: RunningModel; error?: Error };

/** The model of a checkpoint, running; nothing while it loads. It ends with the component, or when another is asked for. */
export function useModel(
  taskId: string,
  checkpoint: Uint8Array | undefined,
  only: BrowserEngineName | undefined,
): ModelState {
  const [state, setState] = useState<ModelState>({});
  useEffect(() => {
    setState({});
    if (!checkpoint) return;
    const thread = startModelThread();
    let isWanted = true;
    thread.open({ taskId, checkpoint, only }).then(
      (opened) => isWanted && setState({ model: { ...opened, show: thread.show } }),
      (error: unknown) => isWanted && setState({ error: toAppError(error) }),
    );
    return () => {
      isWanted = false;
      thread.close();
    };
  }, [taskId, checkpoint, only]);
  return state;
}
