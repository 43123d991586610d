import type { Client } from '@yoto/client';
import { followSweep } from './follow-sweep.ts';
import { progressView } from './progress-view.ts';
import { cannotStartLines, failureLines, isPaused, type SweepSnapshot } from './snapshot.ts';

/**
 * Shows the progress of a sweep until its jobs have ended or `signal` aborts; then says which jobs failed and why. A
 * paused sweep is waited for, since anyone may resume it; the hint says how.
 * Returns the last snapshot seen.
 */
export async function watchSweep(
  client: Client,
  sweepId: string,
  { json, signal }: { json: boolean; signal: AbortSignal },
): Promise<SweepSnapshot | undefined> {
  const view = progressView(json);
  const onOutage = () => console.error('The server does not answer; trying again for two minutes …');
  let last: SweepSnapshot | undefined;
  try {
    for await (const snapshot of followSweep(client, sweepId, { signal, onOutage })) {
      view.show(snapshot);
      const paused = isPaused(snapshot);
      if (paused && !(last && isPaused(last)) && !json) console.error(pausedHint(snapshot));
      for (const line of json ? [] : news(cannotStartLines(snapshot), last && cannotStartLines(last)))
        console.error(line);
      last = snapshot;
    }
  } finally {
    view.close();
  }
  if (last && !json) for (const line of failureLines(last)) console.error(line);
  return last;
}

const news = (lines: readonly string[], before: readonly string[] = []): string[] =>
  lines.filter((line) => !before.includes(line));

const pausedHint = ({ sweep }: SweepSnapshot): string =>
  `Paused: nothing goes on until \`yoto resume ${sweep.id}\`; still watching (Ctrl-C ends that, not the sweep)`;
