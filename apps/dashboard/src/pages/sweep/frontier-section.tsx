import type { ComparisonAxis, TaskDetail } from '@yoto/core';
import { comparableCurves, type PublishedSeries, publishedSeries } from '@yoto/frontier';
import { useState } from 'react';
import { ChartFigure } from '../../charts/chart-figure.tsx';
import { frontierTable } from '../../charts/chart-table.ts';
import { canBeLogarithmic, frontierChart } from '../../charts/frontier-chart.ts';
import { intervalHint, placedOn } from '../../charts/measured-points.ts';
import { jobsOfPoint } from '../../charts/point-jobs.ts';
import { publishedStyles } from '../../charts/published-styles.ts';
import { useChartTheme } from '../../charts/use-chart-theme.ts';
import { useLegend } from '../../charts/use-legend.ts';
import { useViewFlag } from '../../charts/use-view-param.ts';
import { Section } from '../../components/page.tsx';
import { Toggle } from '../../components/segmented.tsx';
import { formatCount } from '../../format/numbers.ts';
import { AxisSelect } from './axis-select.tsx';
import { HistorySlider, HistoryToggle, useFrontierHistory } from './frontier-history.tsx';
import type { ComparisonChartProps } from './frontier-results.tsx';
import { NothingMeasured } from './nothing-measured.tsx';
import { useComparisonChoice } from './use-comparison.ts';

interface FrontierSectionProps extends ComparisonChartProps {
  dataset: string;
  /** The sweep whose frontier can be seen as it was at earlier steps. */
  historyOf?: string | undefined;
}

/** The trade-off itself, with what is on its axes to choose, and published curves where there are comparable ones. */
export function FrontierSection({ dataset, historyOf, ...props }: FrontierSectionProps) {
  const { comparison, task } = props;
  const { axes } = comparison;
  const [choice] = useComparisonChoice();
  const [logX, setLogX] = useViewFlag('frontier-log-x');
  const [logY, setLogY] = useViewFlag('frontier-log-y');
  const [wantsPublished] = useViewFlag('published');
  const history = useFrontierHistory(historyOf, choice);
  const [showsHistory, setShowsHistory] = useState(history.step !== undefined);
  const then = history.comparison ?? comparison;
  const available = comparableCurves(task?.publishedCurves ?? [], axes, dataset);
  const published = wantsPublished ? available : [];
  const measured = comparison.series.some(({ points }) =>
    points.some((point) => placedOn(comparison, point) !== undefined),
  );
  const when =
    history.step === undefined
      ? 'at the last evaluation'
      : `as it was after ${formatCount(history.step)} steps`;
  const hints = [`${axisText(axes.y)} against ${axisText(axes.x)} ${when}`, intervalHint(then, 'whiskers')];
  return (
    <Section
      title="Frontier"
      hint={hints.filter(Boolean).join('; ')}
      actions={
        measured && (
          <>
            <AxisControls {...props} axis="x" isLog={logX} onLog={setLogX} />
            <AxisControls {...props} axis="y" isLog={logY} onLog={setLogY} />
            {historyOf !== undefined && <HistoryToggle isShown={showsHistory} onChange={setShowsHistory} />}
            {available.length > 0 && <PublishedToggle available={available} />}
          </>
        )
      }
    >
      {measured && showsHistory && historyOf !== undefined && (
        <HistorySlider sweepId={historyOf} history={history} />
      )}
      {measured ? (
        <FrontierFigure
          {...props}
          comparison={then}
          log={{ x: logX, y: logY }}
          published={publishedSeries(published, comparison)}
        />
      ) : (
        <NothingMeasured jobs={props.jobs} />
      )}
      {published.map((curves) => (
        <PublishedNote key={curves.name} curves={curves} />
      ))}
    </Section>
  );
}

interface AxisControlsProps extends Pick<ComparisonChartProps, 'comparison' | 'onChoose'> {
  axis: 'x' | 'y';
  isLog: boolean;
  onLog: (on: boolean) => void;
}

function AxisControls({ comparison, onChoose, axis, isLog, onLog }: AxisControlsProps) {
  const possible = canBeLogarithmic(comparison, axis);
  return (
    <span className="axis-controls">
      <AxisSelect axis={axis} comparison={comparison} onChange={(name) => onChoose({ [axis]: name })} />
      <Toggle
        label={`Log ${axis}`}
        checked={isLog && possible}
        disabled={!possible}
        title={possible ? undefined : 'Some values are not positive'}
        onChange={onLog}
      />
    </span>
  );
}

function PublishedToggle({ available }: { available: readonly { name: string }[] }) {
  const [isWanted, setIsWanted] = useViewFlag('published');
  return (
    <Toggle label={`Published curves: ${listOf(available)}`} checked={isWanted} onChange={setIsWanted} />
  );
}

/** e.g. `PSNR (higher is better)`. */
const axisText = ({ label, better }: ComparisonAxis): string => `${label} (${better} is better)`;

interface FrontierFigureProps extends ComparisonChartProps {
  log: { x: boolean; y: boolean };
  published: readonly PublishedSeries[];
}

function FrontierFigure({ comparison, jobs, series, log, published, onLambda }: FrontierFigureProps) {
  const theme = useChartTheme();
  const own = useLegend(comparison);
  const styles = publishedStyles(published, theme);
  const others = published.flatMap(({ name }) => {
    const style = styles.get(name);
    return style ? [{ name, style }] : [];
  });
  const { axes } = comparison;
  const jobsOf = jobsOfPoint(comparison, jobs);
  const logX = log.x && canBeLogarithmic(comparison, 'x');
  const logY = log.y && canBeLogarithmic(comparison, 'y');
  return (
    <ChartFigure
      name="frontier"
      chart={frontierChart(comparison, { theme, logX, logY, hidden: series.hidden, published, jobsOf })}
      description={`Frontier: ${axes.y.label} against ${axes.x.label}, one series per group. The numbers are in the table below.`}
      legend={[...own, ...others]}
      series={series}
      table={frontierTable(comparison, published, jobsOf)}
      onActive={({ lambda }) => lambda && onLambda?.(lambda)}
    />
  );
}

const listOf = (curves: readonly { name: string }[]): string => curves.map(({ name }) => name).join(', ');

function PublishedNote({ curves }: { curves: TaskDetail['publishedCurves'][number] }) {
  return (
    <p className="hint figure-note">
      Grey, {curves.name}: published results on {curves.measuredOn}, from{' '}
      <a href={curves.source.url} target="_blank" rel="noreferrer">
        {curves.source.title}
      </a>
      . Only a sweep evaluated on the same data can be compared with them. Points far beyond the sweep’s own
      are left out.
    </p>
  );
}
