/** Results that others have published, as pure data: curves to hold one's own against. */

export interface PublishedCurves {
  /** What they are called together, e.g. `Kodak`: unique in its task. */
  name: string;
  /** What was measured, e.g. `Kodak, average of 24 images`. */
  measuredOn: string;
  source: { title: string; url: string };
  /** Sweeps on these data sets of the task may be held against them. */
  datasets: readonly string[];
  curves: readonly PublishedCurve[];
}

export interface PublishedCurve {
  id: string;
  label: string;
  /**
   * In the order in which a line goes through them: values by the names of loss terms, sums and metrics. A curve can be drawn
   * on two axes when its points have both.
   */
  points: readonly Readonly<Record<string, number>>[];
}
