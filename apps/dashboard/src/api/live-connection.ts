/** Whether live notices arrive at present: one value for the whole page, shown in the top bar. */
import { useSyncExternalStore } from 'react';

export type LiveConnection = 'off' | 'open' | 'silent' | 'lost';

let current: LiveConnection = 'off';
const listeners = new Set<() => void>();

export function setLiveConnection(state: LiveConnection): void {
  current = state;
  for (const listener of listeners) listener();
}

export const useLiveConnection = (): LiveConnection => useSyncExternalStore(subscribe, () => current);

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
