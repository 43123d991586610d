/** Loaded into the processes under test, before their own code: tells how much memory is reachable. */

declare const gc: (() => void) | undefined;

process.on('message', (question: { type?: unknown }) => {
  if (question.type !== 'measure-memory') return;
  // Twice: finalizers of the first pass free more.
  gc?.();
  gc?.();
  const { heapUsed, external, rss } = process.memoryUsage();
  process.send?.({ type: 'memory', reachableBytes: heapUsed + external, residentBytes: rss });
});
