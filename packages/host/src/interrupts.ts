/** Requests to end this process, from whichever side they come: a signal, or the launcher that is gone. */
import { readFileSync } from 'node:fs';

/** npm passes Ctrl-C on to a program that the terminal has told already: what follows this soon is the same Ctrl-C. */
const SAME_INTERRUPT_MS = 1000;
/** As shells report a process that SIGTERM has ended. */
const TERMINATED = 143;

const ends = new Set<() => void>();

/**
 * Calls `first` for the first request to end this process, `again` for later ones. A terminal or launcher that is gone
 * asks for an end, but never for haste. Returns the way to forget both.
 */
export function onInterrupt(first: () => void, again: () => void): () => void {
  let firstAt: number | undefined;
  const end = () => {
    if (firstAt !== undefined) return;
    firstAt = Date.now();
    first();
  };
  const onSignal = () => {
    if (firstAt === undefined) end();
    else if (Date.now() - firstAt > SAME_INTERRUPT_MS) again();
  };
  const listensToHangup = !hangupIsIgnored();
  process.on('SIGINT', onSignal).on('SIGTERM', onSignal);
  if (listensToHangup) process.on('SIGHUP', end);
  ends.add(end);
  return () => {
    process.off('SIGINT', onSignal).off('SIGTERM', onSignal).off('SIGHUP', end);
    ends.delete(end);
  };
}

/** Ends this process as SIGTERM would, but never in haste, because whoever started it is gone. */
export function requestEnd(): void {
  if (ends.size === 0) process.exit(TERMINATED);
  for (const end of ends) end();
}

/**
 * Whether a process ignores SIGHUP, as `nohup` arranges it. Ask before listening to SIGHUP, which ends the ignoring.
 * Only Linux tells; elsewhere the answer is no.
 */
export function hangupIsIgnored(pid: number | 'self' = 'self'): boolean {
  try {
    const ignored = /^SigIgn:\s*([0-9a-f]+)$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? '0';
    return (BigInt(`0x${ignored}`) & 1n) === 1n;
  } catch {
    return false;
  }
}
