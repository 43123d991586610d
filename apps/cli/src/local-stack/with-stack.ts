import { onInterrupt } from '@yoto/host';
import type { LocalStack } from './local-stack.ts';

const KILLED_BY_INTERRUPT = 130;

/**
 * Starts the stack, lets `use` work with its address, and stops it in order, whatever happens. The first Ctrl-C aborts
 * the signal and stops the stack; the second ends everything at once. Resolves to whether it was interrupted.
 */
export async function withStack(
  stack: LocalStack,
  notify: (line: string) => void,
  use: (url: string, signal: AbortSignal) => Promise<void>,
): Promise<boolean> {
  const interrupted = new AbortController();
  const forget = onInterrupt(
    () => {
      notify('Stopping: workers write their checkpoints … (Ctrl-C again ends everything at once)');
      interrupted.abort();
      void stack.stop();
    },
    () => {
      stack.kill();
      process.exit(KILLED_BY_INTERRUPT);
    },
  );
  try {
    const url = await stack.start();
    await use(url, interrupted.signal);
  } catch (error) {
    // What fails because everything is being stopped is no news.
    if (!interrupted.signal.aborted) throw error;
  } finally {
    await stack.stop();
    forget();
  }
  return interrupted.signal.aborted;
}
