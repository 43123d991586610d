/** How close one model is to the grid: in a sentence, as charts, in pictures, and as a table of methods. */
import { useQuery } from '@tanstack/react-query';
import type { JobSummary, Lambda, SweepComparison, SweepDetail, TaskDetail } from '@yoto/core';
import { headlines } from '@yoto/frontier';
import { type ReactNode, useState } from 'react';
import type { ComparisonChoice } from '../../api/comparison-queries.ts';
import { sweepJobsQuery, tasksQuery } from '../../api/queries.ts';
import { useChartCode } from '../../charts/chart-figure.tsx';
import { parallelCoordinates } from '../../charts/parallel-coordinates.ts';
import { ParallelCoordinatesView } from '../../charts/parallel-coordinates-view.tsx';
import type { HiddenSeries } from '../../charts/use-hidden-series.ts';
import { useLegend } from '../../charts/use-legend.ts';
import { Section } from '../../components/page.tsx';
import { QueryView } from '../../components/query-view.tsx';
import { FrontierSection } from './frontier-section.tsx';
import { LookSection } from './look-section.tsx';
import { MethodsTable } from './methods-table.tsx';
import { RegretSection } from './regret-section.tsx';
import { SlicePicker } from './slice-picker.tsx';
import { useComparison, useComparisonChoice } from './use-comparison.ts';

export interface ComparisonChartProps {
  comparison: SweepComparison;
  /** Of the compared groups, by the names of their series. */
  jobs: readonly JobSummary[];
  task: TaskDetail | undefined;
  series: HiddenSeries;
  onChoose: (change: ComparisonChoice) => void;
  /** The lambda under the pointer. */
  onLambda?: (lambda: Lambda) => void;
}

interface FrontierResultsProps {
  sweep: SweepDetail;
  series: HiddenSeries;
}

export function FrontierResults({ sweep, series }: FrontierResultsProps) {
  useChartCode();
  const [choice, choose] = useComparisonChoice();
  const [lambda, setLambda] = useState<Lambda>();
  const task = useQuery(tasksQuery()).data?.items.find(({ id }) => id === sweep.taskId);
  const query = useComparison(sweep.id, choice);
  // What points lead to: not waited for, and not in the way of what is drawn first.
  const isThere = query.data !== undefined;
  const jobs = useQuery({ ...sweepJobsQuery(sweep.id), enabled: isThere }).data?.items ?? [];
  return (
    <QueryView query={query} lines={8}>
      {(comparison) => (
        <ComparisonView
          {...{ comparison, jobs, task, series }}
          dataset={sweep.spec.dataset.id}
          historyOf={sweep.id}
          onChoose={choose}
          onLambda={setLambda}
        >
          <LookSection sweep={sweep} lambda={lambda} onLambda={setLambda} />
        </ComparisonView>
      )}
    </QueryView>
  );
}

interface ComparisonViewProps extends ComparisonChartProps {
  dataset: string;
  /** One sweep, whose frontier can be seen as it was at earlier steps. */
  historyOf?: string | undefined;
  /** Beside the charts. */
  children?: ReactNode;
}

/** Of one sweep, or of groups of several. */
export function ComparisonView({ dataset, historyOf, children, ...charts }: ComparisonViewProps) {
  const { comparison, series, onChoose } = charts;
  return (
    <>
      <Headlines comparison={comparison} />
      <SlicePicker comparison={comparison} onChoose={onChoose} />
      <div className="first-look">
        <FrontierSection {...{ dataset, historyOf }} {...charts} />
        <RegretSection {...charts} />
        {children}
      </div>
      <ParallelSection comparison={comparison} series={series} />
      <Section
        title="Methods"
        className="card-flush"
        hint={`Regret: full loss above that of ${comparison.anchor.value ?? 'the fixed models'} at the same lambda.`}
      >
        <MethodsTable comparison={comparison} />
      </Section>
    </>
  );
}

/** What one needs to know first, in words. */
function Headlines({ comparison }: { comparison: SweepComparison }) {
  const sentences = headlines(comparison);
  if (sentences.length === 0) return null;
  return (
    <section aria-label="In short">
      {sentences.map((text) => (
        <p className="headline" key={text}>
          {text}
        </p>
      ))}
      {!comparison.complete && (
        <p className="hint">Not every job is completed: the numbers follow as jobs evaluate.</p>
      )}
    </section>
  );
}

/** Where more than two parameters vary: all of them in one picture. */
function ParallelSection({ comparison, series }: Pick<ComparisonChartProps, 'comparison' | 'series'>) {
  const legend = useLegend(comparison);
  if (comparison.varying.length <= 2) return null;
  const coordinates = parallelCoordinates(comparison, series.hidden);
  if (coordinates.axes.some(({ most }) => !Number.isFinite(most))) return null;
  return (
    <Section
      title="All parameters"
      hint="One line per lambda and series, through its parameters and what was measured there; colours as in the legend above"
    >
      <ParallelCoordinatesView
        coordinates={coordinates}
        colours={new Map(legend.map(({ name, style }) => [name, style.colour]))}
      />
    </Section>
  );
}
