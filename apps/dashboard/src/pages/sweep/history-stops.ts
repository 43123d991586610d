/** Which stop of the slider stands for a step of the address: the last one that is not after it; the latest without a step. Pure. */
export function stopOf(steps: readonly number[], step: number | undefined): number {
  const last = Math.max(0, steps.length - 1);
  if (step === undefined) return last;
  return Math.max(
    0,
    steps.findLastIndex((one) => one <= step),
  );
}
