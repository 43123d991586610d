import type { TaskDetail } from '@yoto/core';
import { isOrdered } from '@yoto/frontier';
import { ChartFigure } from '../../charts/chart-figure.tsx';
import { configurationTable, frontierTable } from '../../charts/chart-table.ts';
import {
  barColour,
  configurationBars,
  lossConfigurations,
  MOST_GROUPS,
} from '../../charts/configuration-bars.ts';
import { lossChart } from '../../charts/loss-chart.ts';
import { LOSS_WORDS, type LossMeasure, seriesWith } from '../../charts/loss-values.ts';
import { intervalHint } from '../../charts/measured-points.ts';
import { jobsOfPoint } from '../../charts/point-jobs.ts';
import { useChartTheme } from '../../charts/use-chart-theme.ts';
import type { HiddenSeries } from '../../charts/use-hidden-series.ts';
import { useLegend } from '../../charts/use-legend.ts';
import { useViewParam } from '../../charts/use-view-param.ts';
import { Section } from '../../components/page.tsx';
import { Segmented } from '../../components/segmented.tsx';
import { lambdaText } from '../../format/lambda-text.ts';
import { formatCount } from '../../format/numbers.ts';
import type { ComparisonChartProps } from './frontier-results.tsx';
import { NothingMeasured } from './nothing-measured.tsx';

/** In place of a parameter: nothing orders the lambdas. */
const BARS = '';

const MEASURES = [
  { value: 'full', label: 'Full loss' },
  { value: 'absolute', label: 'Regret' },
  { value: 'relative', label: 'Regret, %' },
] as const;

const HINTS: Readonly<Record<LossMeasure, string>> = {
  full: 'Full loss at each lambda; lower is better',
  absolute: 'Full loss above that of the fixed models at the same lambda; lower is better',
  relative: 'Full loss above that of the fixed models at the same lambda, which is 0 %; lower is better',
};

/** What every method reaches at each lambda: its full loss, or how much that is above the fixed models'. */
export function RegretSection({ comparison, jobs, task, series }: ComparisonChartProps) {
  const { varying, slice } = comparison;
  const ordered = isOrdered(comparison);
  const legend = useLegend(comparison);
  const [measureText, setMeasure] = useViewParam('regret-measure');
  const askedMeasure = MEASURES.find(({ value }) => value === measureText)?.value;
  const [alongText, setAsked] = useViewParam('regret-along');
  const asked = alongText ?? BARS;
  const count = lossConfigurations(comparison, 'full').list.length;
  const canBeBars = !ordered && count <= MOST_GROUPS;
  const chosen = varying.includes(asked) || canBeBars ? asked : (varying[0] ?? '');
  const along = ordered ? slice.value?.along || (varying[0] ?? '') : chosen;
  // Of configurations that nothing orders, each has a loss of its own size (figure 6a); along a weight regrets tell more.
  const measure = askedMeasure ?? (along === BARS && !ordered ? 'full' : 'absolute');
  const shown = seriesWith(comparison, measure);
  const single = useSingleModel(comparison, measure, series);
  const hints = [
    HINTS[measure],
    intervalHint(comparison, ordered ? 'bands' : 'whiskers'),
    ordered || canBeBars
      ? ''
      : `${formatCount(count)} lambdas are too many for one group of bars each (at most ${MOST_GROUPS})`,
  ];
  const hasAny = MEASURES.some(({ value }) => seriesWith(comparison, value).length > 0);
  return (
    <Section
      title="Full loss and regret"
      hint={hints.filter(Boolean).join('; ')}
      actions={
        hasAny && (
          <>
            {!ordered && (
              <label className="filter">
                <span>Shown</span>
                <select value={along} onChange={({ target }) => setAsked(target.value || null)}>
                  {canBeBars && <option value={BARS}>per lambda, as bars</option>}
                  {varying.map((name) => (
                    <option key={name} value={name}>
                      against {name}
                    </option>
                  ))}
                </select>
              </label>
            )}
            <Segmented label="Shown as" choices={MEASURES} value={measure} onChange={setMeasure} />
          </>
        )
      }
    >
      {shown.length > 0 ? (
        <LossFigure
          {...{ comparison, jobs, task, along, measure, series: single }}
          legend={legend.flatMap(({ name, style }) => {
            const method = shown.find((one) => one.name === name)?.method;
            if (!method) return [];
            const isBar = along === BARS && !ordered;
            return [{ name, style: isBar ? { ...style, colour: barColour(method, style.colour) } : style }];
          })}
        />
      ) : (
        <NothingMeasured
          jobs={comparison.series.some(({ points }) => points.length > 0) ? [] : jobs}
          what="It needs a fixed-weight model and a model to compare, both evaluated."
        />
      )}
    </Section>
  );
}

/** The single-model baseline is far above other methods and would flatten regrets: off until it is asked for. */
function useSingleModel(
  comparison: ComparisonChartProps['comparison'],
  measure: LossMeasure,
  series: HiddenSeries,
): HiddenSeries {
  const [text, setText] = useViewParam('regret-single');
  const wanted = text === null ? undefined : text === '1';
  const setWanted = (shown: boolean) => setText(shown ? '1' : '0');
  const single = comparison.series.find(({ method }) => method === 'single-model')?.name;
  const isAlone = seriesWith(comparison, measure).every(({ method }) => method === 'single-model');
  const show = wanted ?? (measure === 'full' || isAlone);
  const hidden = new Set(series.hidden);
  if (single !== undefined && !show) hidden.add(single);
  return {
    hidden,
    toggle: (name) => (name === single ? setWanted(!show) : series.toggle(name)),
    isolate: series.isolate,
  };
}

interface LossFigureProps
  extends Pick<ComparisonChartProps, 'comparison' | 'jobs'>,
    Pick<Parameters<typeof ChartFigure>[0], 'legend' | 'series'> {
  task: TaskDetail | undefined;
  /** The parameter of the x axis, or `BARS`. */
  along: string;
  measure: LossMeasure;
}

function LossFigure({ comparison, jobs, task, along, measure, ...figure }: LossFigureProps) {
  const theme = useChartTheme();
  const { hidden } = figure.series;
  const jobsOf = jobsOfPoint(comparison, jobs);
  const numbers = 'The numbers are in the table below.';
  if (along !== BARS || isOrdered(comparison)) {
    return (
      <ChartFigure
        name="regret"
        chart={lossChart(comparison, { theme, along, hidden, measure, jobsOf })}
        description={`${LOSS_WORDS[measure]} against the lambda of ${along}. ${numbers}`}
        table={frontierTable(comparison, [], jobsOf)}
        {...figure}
      />
    );
  }
  const configurations = lossConfigurations(comparison, measure, task?.defaultLambda);
  return (
    <>
      <p className="hint">
        Lambdas are named by what differs from the base, {lambdaText(configurations.base)}.
      </p>
      <ChartFigure
        name="regret"
        {...configurationBars(comparison, configurations, { theme, hidden, measure })}
        description={`${LOSS_WORDS[measure]}: one group of bars per lambda, one bar per series. ${numbers}`}
        table={configurationTable(comparison, configurations, measure)}
        {...figure}
      />
    </>
  );
}
