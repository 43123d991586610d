import type { SweepAnalysis, SweepFrontier, TaskDetail } from '@yoto/core';
import type { useHiddenSeries } from '../../charts/use-hidden-series.ts';
import { DifferenceSection } from './difference-section.tsx';
import { FrontierSection } from './frontier-section.tsx';

export interface FrontierChartsProps {
  frontier: SweepFrontier;
  /** Of the same axes, once it is there: it has the intervals. */
  analysis: SweepAnalysis | undefined;
  task: TaskDetail | undefined;
  series: ReturnType<typeof useHiddenSeries>;
  onY: (name: string) => void;
}

export function FrontierCharts(props: FrontierChartsProps) {
  return (
    <div className="columns">
      <FrontierSection {...props} />
      <DifferenceSection {...props} />
    </div>
  );
}
