import { onInterrupt } from '@yoto/host';

/** A signal that aborts with the first Ctrl-C, for commands that only look on; the second one ends the process. */
export function interruptSignal(): { signal: AbortSignal; forget: () => void } {
  const controller = new AbortController();
  const forget = onInterrupt(
    () => controller.abort(),
    () => process.exit(130),
  );
  return { signal: controller.signal, forget };
}
