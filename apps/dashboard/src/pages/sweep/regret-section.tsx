import { useState } from 'react';
import { ChartFigure } from '../../charts/chart-figure.tsx';
import { frontierTable } from '../../charts/chart-table.ts';
import { intervalHint, isOrdered } from '../../charts/measured-points.ts';
import { comparedSeries, regretChart } from '../../charts/regret-chart.ts';
import { useChartTheme } from '../../charts/use-chart-theme.ts';
import { useLegend } from '../../charts/use-legend.ts';
import { Section } from '../../components/page.tsx';
import { Segmented } from '../../components/segmented.tsx';
import type { ComparisonChartProps } from './frontier-results.tsx';
import { NothingMeasured } from './nothing-measured.tsx';

/** The single-model baseline is far above other methods and would flatten them: off until it is asked for. */
export function RegretSection({ comparison, series }: ComparisonChartProps) {
  const { varying, slice } = comparison;
  const theme = useChartTheme();
  const legend = useLegend(comparison);
  const single = comparison.series.find(({ method }) => method === 'single-model')?.name;
  const compared = comparedSeries(comparison);
  const [wanted, setWanted] = useState<boolean>();
  const showSingle = wanted ?? compared.every(({ method }) => method === 'single-model');
  const hidden = new Set(series.hidden);
  if (single !== undefined && !showSingle) hidden.add(single);
  const toggle = (name: string) => (name === single ? setWanted(!showSingle) : series.toggle(name));
  const [chosen, setAlong] = useState(varying[0] ?? '');
  const along = slice.value?.along || (varying.includes(chosen) ? chosen : (varying[0] ?? ''));
  const hints = [
    'Full loss above the fixed models’ at the same lambda; lower is better',
    intervalHint(comparison, isOrdered(comparison) ? 'bands' : 'bars'),
  ];
  return (
    <Section
      title="Regret"
      hint={hints.filter(Boolean).join('; ')}
      actions={
        varying.length > 1 &&
        !slice.value && (
          <Segmented
            label="Lambda on the x axis"
            choices={varying.map((value) => ({ value, label: value }))}
            value={along}
            onChange={setAlong}
          />
        )
      }
    >
      {compared.length > 0 ? (
        <ChartFigure
          chart={regretChart(comparison, { theme, along, hidden })}
          description={`Regret (full loss above the fixed models’) against the lambda of ${along}. The numbers are in the table below.`}
          legend={legend}
          hidden={hidden}
          onToggle={toggle}
          table={frontierTable(comparison)}
        />
      ) : (
        <NothingMeasured what="It needs a fixed-weight model and a model to compare, both evaluated." />
      )}
    </Section>
  );
}
