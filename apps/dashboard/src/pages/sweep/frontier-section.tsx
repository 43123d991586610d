import type { ComparisonAxis, TaskDetail } from '@yoto/core';
import { comparableCurves, type PublishedSeries, publishedSeries } from '@yoto/frontier';
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
import { AxisSelect } from './axis-select.tsx';
import type { ComparisonChartProps } from './frontier-results.tsx';
import { NothingMeasured } from './nothing-measured.tsx';

/** The trade-off itself, with what is on its axes to choose, and published curves where there are comparable ones. */
export function FrontierSection({ dataset, ...props }: ComparisonChartProps & { dataset: string }) {
  const { comparison, task, onChoose } = props;
  const { axes } = comparison;
  const [logX, setLogX] = useViewFlag('frontier-log-x');
  const [logY, setLogY] = useViewFlag('frontier-log-y');
  const log = { x: logX, y: logY };
  const [wantsPublished, setWantsPublished] = useViewFlag('published');
  const available = comparableCurves(task?.publishedCurves ?? [], axes, dataset);
  const published = wantsPublished ? available : [];
  const measured = comparison.series.some(({ points }) =>
    points.some((point) => placedOn(comparison, point) !== undefined),
  );
  const logToggle = (axis: 'x' | 'y') => {
    const possible = canBeLogarithmic(comparison, axis);
    return (
      <Toggle
        label={`Log ${axis}`}
        checked={log[axis] && possible}
        disabled={!possible}
        title={possible ? undefined : 'Some values are not positive'}
        onChange={axis === 'x' ? setLogX : setLogY}
      />
    );
  };
  const hints = [
    `${axisText(axes.y)} against ${axisText(axes.x)} at the last evaluation`,
    intervalHint(comparison, 'whiskers'),
  ];
  return (
    <Section
      title="Frontier"
      hint={hints.filter(Boolean).join('; ')}
      actions={
        measured && (
          <>
            {(['x', 'y'] as const).map((axis) => (
              <span className="axis-controls" key={axis}>
                <AxisSelect
                  axis={axis}
                  comparison={comparison}
                  onChange={(name) => onChoose({ [axis]: name })}
                />
                {logToggle(axis)}
              </span>
            ))}
            {available.length > 0 && (
              <Toggle
                label={`Published curves: ${listOf(available)}`}
                checked={wantsPublished}
                onChange={setWantsPublished}
              />
            )}
          </>
        )
      }
    >
      {measured ? (
        <FrontierFigure {...props} log={log} published={publishedSeries(published, comparison)} />
      ) : (
        <NothingMeasured jobs={props.jobs} />
      )}
      {published.map((curves) => (
        <PublishedNote key={curves.name} curves={curves} />
      ))}
    </Section>
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
