import { useState } from 'react';
import { ChartFigure } from '../../charts/chart-figure.tsx';
import { frontierTable } from '../../charts/chart-table.ts';
import { comparedSeries, differenceChart } from '../../charts/difference-chart.ts';
import { seedSpread, spreadHint } from '../../charts/seed-spread.ts';
import { useChartTheme } from '../../charts/use-chart-theme.ts';
import { useLegend } from '../../charts/use-legend.ts';
import { Section } from '../../components/page.tsx';
import { Segmented } from '../../components/segmented.tsx';
import type { FrontierChartsProps } from './frontier-charts.tsx';
import { NothingMeasured } from './nothing-measured.tsx';

/** The single-model baseline is far above other methods and would flatten them: off until it is asked for. */
export function DifferenceSection({ frontier, analysis, series }: FrontierChartsProps) {
  const theme = useChartTheme();
  const legend = useLegend(frontier);
  const single = frontier.series.find(({ method }) => method === 'single-model')?.name;
  const compared = comparedSeries(frontier);
  const [wanted, setWanted] = useState<boolean>();
  const showSingle = wanted ?? compared.every(({ method }) => method === 'single-model');
  const hidden = new Set(series.hidden);
  if (single !== undefined && !showSingle) hidden.add(single);
  const toggle = (name: string) => (name === single ? setWanted(!showSingle) : series.toggle(name));
  const [chosen, setTerm] = useState(frontier.terms[0] ?? '');
  const term = frontier.terms.includes(chosen) ? chosen : (frontier.terms[0] ?? '');
  const spreadOf = seedSpread(analysis);
  const hints = [
    'Full loss minus the fixed models’ at the same lambda; lower is better',
    spreadHint(frontier, analysis, frontier.terms.length === 1 ? 'bands' : 'bars'),
  ];
  return (
    <Section
      title="Difference to fixed"
      hint={hints.filter(Boolean).join('; ')}
      actions={
        frontier.terms.length > 1 && (
          <Segmented
            label="Lambda on the x axis"
            choices={frontier.terms.map((value) => ({ value, label: value }))}
            value={term}
            onChange={setTerm}
          />
        )
      }
    >
      {compared.length > 0 ? (
        <ChartFigure
          chart={differenceChart(frontier, { theme, term, hidden, spreadOf })}
          description={`Full loss minus the fixed models’ against the lambda of ${term}. The numbers are in the table below.`}
          legend={legend}
          hidden={hidden}
          onToggle={toggle}
          table={frontierTable(frontier, spreadOf)}
        />
      ) : (
        <NothingMeasured what="It needs a fixed-weight model and a model to compare, both evaluated." />
      )}
    </Section>
  );
}
