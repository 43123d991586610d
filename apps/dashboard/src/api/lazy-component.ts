/** Pages and parts whose code is loaded when they are first shown, from a server that may be away or may have been upgraded since. */
import { type ComponentType, type LazyExoticComponent, lazy, useSyncExternalStore } from 'react';
import { serverUrl } from './base-path.ts';

const PAUSE_MS = 2000;
/** Only one reload in so long: a page that cannot be had at all must not reload for ever. */
const RELOAD_PAUSE_MS = 60_000;
const RELOADED_KEY = 'yoto-reloaded-for-code';

/** How many of them wait for a server that does not give their code. */
let waiting = 0;
const listeners = new Set<() => void>();

/** Whether code that was asked for has failed to come, and is asked for again. */
export const useCodeIsLate = (): boolean =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => waiting > 0,
  );

type Importer<P> = () => Promise<{ default: ComponentType<P> }>;

/** As React's `lazy`, but a loading that fails is waited out. */
export const lazyComponent = <P extends object>(load: Importer<P>): LazyExoticComponent<ComponentType<P>> =>
  lazy(() =>
    loadPatiently(load, {
      serverAnswers,
      reload: reloadOnce,
      pause: () => new Promise((resolve) => setTimeout(resolve, PAUSE_MS)),
    }),
  );

interface Surroundings {
  serverAnswers: () => Promise<boolean>;
  /** Loads the whole page anew; false where that was tried just now. */
  reload: () => boolean;
  pause: () => Promise<void>;
}

/**
 * Tries until the code is there. A server that answers and still does not have it has another version now: the whole
 * page is loaded anew. Rejects only where that has not helped.
 */
export async function loadPatiently<T>(
  load: () => Promise<T>,
  { serverAnswers, reload, pause }: Surroundings,
): Promise<T> {
  let isLate = false;
  try {
    for (;;) {
      try {
        return await load();
      } catch (error) {
        if (!isLate) changeWaiting(1);
        isLate = true;
        if (await serverAnswers()) {
          // It may have come back between both.
          const again = await load().then(
            (value) => ({ value }),
            () => undefined,
          );
          if (again) return again.value;
          if (!reload()) throw error;
        }
        await pause();
      }
    }
  } finally {
    if (isLate) changeWaiting(-1);
  }
}

function changeWaiting(by: number): void {
  waiting += by;
  for (const listener of listeners) listener();
}

async function serverAnswers(): Promise<boolean> {
  try {
    return (await fetch(serverUrl('/api/v1/health'), { signal: AbortSignal.timeout(PAUSE_MS) })).ok;
  } catch {
    return false;
  }
}

function reloadOnce(): boolean {
  const before = Number(sessionStorage.getItem(RELOADED_KEY) ?? 0);
  if (Date.now() - before < RELOAD_PAUSE_MS) return false;
  sessionStorage.setItem(RELOADED_KEY, String(Date.now()));
  window.location.reload();
  return true;
}
