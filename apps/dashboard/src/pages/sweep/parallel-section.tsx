import { parallelCoordinates } from '../../charts/parallel-coordinates.ts';
import { ParallelCoordinatesView } from '../../charts/parallel-coordinates-view.tsx';
import { useLegend } from '../../charts/use-legend.ts';
import { Section } from '../../components/page.tsx';
import type { ComparisonChartProps } from './frontier-results.tsx';

/** Where more than two parameters vary: all of them in one picture. */
export function ParallelSection({ comparison, series }: Pick<ComparisonChartProps, 'comparison' | 'series'>) {
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
