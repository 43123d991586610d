import type { TaskDetail } from '@yoto/core';
import { useState } from 'react';
import { ChartFigure } from '../../charts/chart-figure.tsx';
import { frontierTable } from '../../charts/chart-table.ts';
import { intervalHint, isOrdered } from '../../charts/measured-points.ts';
import { baseLambda, MOST_GROUPS, regretBars, regretLambdas } from '../../charts/regret-bars.ts';
import { regretChart } from '../../charts/regret-chart.ts';
import { comparedSeries, type RegretMeasure } from '../../charts/regret-values.ts';
import { useChartTheme } from '../../charts/use-chart-theme.ts';
import { useLegend } from '../../charts/use-legend.ts';
import { Section } from '../../components/page.tsx';
import { Segmented } from '../../components/segmented.tsx';
import { lambdaText } from '../../format/lambda-text.ts';
import { formatCount } from '../../format/numbers.ts';
import type { ComparisonChartProps } from './frontier-results.tsx';
import { NothingMeasured } from './nothing-measured.tsx';

/** In place of a parameter: nothing orders the lambdas. */
const BARS = '';

/** The single-model baseline is far above other methods and would flatten them: off until it is asked for. */
export function RegretSection({ comparison, task, series }: ComparisonChartProps) {
  const { varying, slice } = comparison;
  const legend = useLegend(comparison);
  const single = comparison.series.find(({ method }) => method === 'single-model')?.name;
  const compared = comparedSeries(comparison);
  const [wanted, setWanted] = useState<boolean>();
  const showSingle = wanted ?? compared.every(({ method }) => method === 'single-model');
  const hidden = new Set(series.hidden);
  if (single !== undefined && !showSingle) hidden.add(single);
  const toggle = (name: string) => (name === single ? setWanted(!showSingle) : series.toggle(name));
  const [measure, setMeasure] = useState<RegretMeasure>('absolute');
  const [asked, setAsked] = useState(BARS);
  const count = regretLambdas(comparison).length;
  const canBeBars = !isOrdered(comparison) && count <= MOST_GROUPS;
  const chosen = varying.includes(asked) || canBeBars ? asked : (varying[0] ?? '');
  const along = isOrdered(comparison) ? slice.value?.along || (varying[0] ?? '') : chosen;
  const hints = [
    'Full loss above the fixed models’ at the same lambda; lower is better',
    intervalHint(comparison, isOrdered(comparison) ? 'bands' : 'whiskers'),
    isOrdered(comparison) || canBeBars
      ? ''
      : `${formatCount(count)} lambdas are too many for one group of bars each (at most ${MOST_GROUPS})`,
  ];
  return (
    <Section
      title="Regret"
      hint={hints.filter(Boolean).join('; ')}
      actions={
        compared.length > 0 && (
          <>
            {!isOrdered(comparison) && (
              <label className="filter">
                <span>Shown</span>
                <select value={along} onChange={({ target }) => setAsked(target.value)}>
                  {canBeBars && <option value={BARS}>per lambda, as bars</option>}
                  {varying.map((name) => (
                    <option key={name} value={name}>
                      against {name}
                    </option>
                  ))}
                </select>
              </label>
            )}
            <Segmented
              label="Regret in"
              choices={[
                { value: 'absolute', label: 'Loss' },
                { value: 'relative', label: '%' },
              ]}
              value={measure}
              onChange={setMeasure}
            />
          </>
        )
      }
    >
      {compared.length > 0 ? (
        <RegretFigure
          {...{ comparison, task, along, measure, hidden }}
          legend={legend.filter(({ name }) => compared.some((one) => one.name === name))}
          onToggle={toggle}
          table={frontierTable(comparison)}
        />
      ) : (
        <NothingMeasured what="It needs a fixed-weight model and a model to compare, both evaluated." />
      )}
    </Section>
  );
}

interface RegretFigureProps
  extends Pick<ComparisonChartProps, 'comparison'>,
    Omit<Parameters<typeof ChartFigure>[0], 'chart' | 'height' | 'description'> {
  task: TaskDetail | undefined;
  /** The parameter of the x axis, or `BARS`. */
  along: string;
  measure: RegretMeasure;
}

function RegretFigure({ comparison, task, along, measure, ...figure }: RegretFigureProps) {
  const theme = useChartTheme();
  const { hidden } = figure;
  const numbers = 'The numbers are in the table below.';
  if (along !== BARS || isOrdered(comparison)) {
    return (
      <ChartFigure
        chart={regretChart(comparison, { theme, along, hidden, measure })}
        description={`Regret (full loss above the fixed models’) against the lambda of ${along}. ${numbers}`}
        {...figure}
      />
    );
  }
  const lambdas = regretLambdas(comparison);
  const base = baseLambda(comparison, lambdas, task);
  return (
    <>
      <p className="hint">Lambdas are named by what differs from {lambdaText(base)}.</p>
      <ChartFigure
        {...regretBars(comparison, lambdas, { theme, hidden, measure, base })}
        description={`Regret (full loss above the fixed models’): one group of bars per lambda, one bar per series. ${numbers}`}
        {...figure}
      />
    </>
  );
}
