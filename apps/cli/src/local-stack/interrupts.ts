/** npm passes Ctrl-C on to a program that the terminal has told already: what follows this soon is the same Ctrl-C. */
const SAME_INTERRUPT_MS = 1000;
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Calls `first` for the first request to end this process, `again` for later ones. Returns the way to forget both. */
export function onInterrupt(first: () => void, again: () => void): () => void {
  let firstAt: number | undefined;
  const listener = () => {
    if (firstAt === undefined) {
      firstAt = Date.now();
      first();
    } else if (Date.now() - firstAt > SAME_INTERRUPT_MS) {
      again();
    }
  };
  for (const signal of SIGNALS) process.on(signal, listener);
  return () => {
    for (const signal of SIGNALS) process.off(signal, listener);
  };
}

/** A signal that aborts with the first Ctrl-C, for commands that only look on; the second one ends the process. */
export function interruptSignal(): { signal: AbortSignal; forget: () => void } {
  const controller = new AbortController();
  const forget = onInterrupt(
    () => controller.abort(),
    () => process.exit(130),
  );
  return { signal: controller.signal, forget };
}
