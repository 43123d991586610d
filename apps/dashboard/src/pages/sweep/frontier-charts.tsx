import type { SweepFrontier } from '@yoto/core';
import { useState } from 'react';
import { ChartFigure, type LegendEntry } from '../../charts/chart-figure.tsx';
import { frontierTable } from '../../charts/chart-table.ts';
import { comparedSeries, differenceChart } from '../../charts/difference-chart.ts';
import { canBeLogarithmic, frontierChart } from '../../charts/frontier-chart.ts';
import { seriesStyles } from '../../charts/series-style.ts';
import { useChartTheme } from '../../charts/use-chart-theme.ts';
import type { useHiddenSeries } from '../../charts/use-hidden-series.ts';
import { Section } from '../../components/page.tsx';
import { Segmented, Toggle } from '../../components/segmented.tsx';

interface FrontierChartsProps {
  frontier: SweepFrontier;
  series: ReturnType<typeof useHiddenSeries>;
}

export function FrontierCharts({ frontier, series }: FrontierChartsProps) {
  return (
    <div className="columns">
      <FrontierSection frontier={frontier} series={series} />
      <DifferenceSection frontier={frontier} series={series} />
    </div>
  );
}

function useLegend(frontier: SweepFrontier): LegendEntry[] {
  const theme = useChartTheme();
  return [...seriesStyles(frontier.series, theme)].map(([name, style]) => ({ name, style }));
}

function FrontierSection({ frontier, series: { hidden, toggle } }: FrontierChartsProps) {
  const theme = useChartTheme();
  const legend = useLegend(frontier);
  const [log, setLog] = useState({ x: false, y: false });
  const { axes } = frontier;
  const logX = log.x && canBeLogarithmic(frontier, 'x');
  const logY = log.y && canBeLogarithmic(frontier, 'y');
  const measured = frontier.series.some(({ points }) => points.some(({ x, y }) => x !== null && y !== null));
  const logToggle = (axis: 'x' | 'y') => {
    const possible = canBeLogarithmic(frontier, axis);
    return (
      <Toggle
        label={`Log ${axis}`}
        checked={log[axis] && possible}
        disabled={!possible}
        title={possible ? undefined : 'Some values are not positive'}
        onChange={(checked) => setLog({ ...log, [axis]: checked })}
      />
    );
  };
  return (
    <Section
      title="Frontier"
      hint={`${axes.y.label} against ${axes.x.label} at the last evaluation`}
      actions={measured && [<span key="x">{logToggle('x')}</span>, <span key="y">{logToggle('y')}</span>]}
    >
      {measured ? (
        <ChartFigure
          chart={frontierChart(frontier, { theme, logX, logY, hidden })}
          description={`Frontier: ${axes.y.label} against ${axes.x.label}, one series a group. The numbers are in the table below.`}
          legend={legend}
          hidden={hidden}
          onToggle={toggle}
          table={frontierTable(frontier)}
        />
      ) : (
        <NothingMeasured />
      )}
    </Section>
  );
}

/** The single-model baseline is far above other methods and would flatten them: off until it is asked for. */
function DifferenceSection({ frontier, series }: FrontierChartsProps) {
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
  return (
    <Section
      title="Difference to fixed"
      hint="Full loss minus the fixed models’ at the same lambda; lower is better"
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
          chart={differenceChart(frontier, { theme, term, hidden })}
          description={`Full loss minus the fixed models’ against the lambda of ${term}. The numbers are in the table below.`}
          legend={legend}
          hidden={hidden}
          onToggle={toggle}
          table={frontierTable(frontier)}
        />
      ) : (
        <NothingMeasured what="It needs a fixed-weight model and a model to compare, both evaluated." />
      )}
    </Section>
  );
}

function NothingMeasured({ what = 'Points appear here as soon as jobs evaluate.' }: { what?: string }) {
  return (
    <div className="chart chart-empty">
      <p>Nothing measured yet.</p>
      <p className="hint">{what}</p>
    </div>
  );
}
