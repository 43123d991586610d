import { useState } from 'react';
import { ChartFigure } from '../../charts/chart-figure.tsx';
import { frontierTable } from '../../charts/chart-table.ts';
import { canBeLogarithmic, frontierChart } from '../../charts/frontier-chart.ts';
import {
  nearSweep,
  PUBLISHED_SOURCE,
  publishedSeries,
  publishedStyles,
} from '../../charts/published-curves.ts';
import { seedSpread, spreadHint } from '../../charts/seed-spread.ts';
import { useChartTheme } from '../../charts/use-chart-theme.ts';
import { useLegend } from '../../charts/use-legend.ts';
import { Section } from '../../components/page.tsx';
import { Toggle } from '../../components/segmented.tsx';
import { axisText } from '../../format/frontier-axis.ts';
import type { FrontierChartsProps } from './frontier-charts.tsx';
import { NothingMeasured } from './nothing-measured.tsx';
import { YAxisSelect } from './y-axis-select.tsx';

/** The trade-off itself, with what is on the y axis to choose, and published curves where there are comparable ones. */
export function FrontierSection(props: FrontierChartsProps) {
  const { frontier, analysis, task, onY } = props;
  const { axes } = frontier;
  const [log, setLog] = useState({ x: false, y: false });
  const [wantsPublished, setWantsPublished] = useState(false);
  const available = publishedSeries(axes, task);
  const published = wantsPublished ? nearSweep(available, frontier) : [];
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
  const hints = [
    `${axisText(axes.y, task)} against ${axisText(axes.x, task)} at the last evaluation`,
    spreadHint(frontier, analysis, 'bars'),
  ];
  return (
    <Section
      title="Frontier"
      hint={hints.filter(Boolean).join('; ')}
      actions={
        measured && (
          <>
            {task && <YAxisSelect task={task} value={axes.y.name} onChange={onY} />}
            {logToggle('x')}
            {logToggle('y')}
            {available.length > 0 && (
              <Toggle label="Published Kodak curves" checked={wantsPublished} onChange={setWantsPublished} />
            )}
          </>
        )
      }
    >
      {measured ? <FrontierFigure {...props} log={log} published={published} /> : <NothingMeasured />}
      {published.length > 0 && <PublishedNote />}
    </Section>
  );
}

interface FrontierFigureProps extends FrontierChartsProps {
  log: { x: boolean; y: boolean };
  published: ReturnType<typeof publishedSeries>;
}

function FrontierFigure({ frontier, analysis, series, log, published }: FrontierFigureProps) {
  const theme = useChartTheme();
  const own = useLegend(frontier);
  const styles = publishedStyles(theme);
  const others = published.flatMap(({ name }) => {
    const style = styles.get(name);
    return style ? [{ name, style }] : [];
  });
  const { axes } = frontier;
  const spreadOf = seedSpread(analysis);
  const logX = log.x && canBeLogarithmic(frontier, 'x');
  const logY = log.y && canBeLogarithmic(frontier, 'y');
  return (
    <ChartFigure
      chart={frontierChart(frontier, { theme, logX, logY, hidden: series.hidden, spreadOf, published })}
      description={`Frontier: ${axes.y.label} against ${axes.x.label}, one series a group. The numbers are in the table below.`}
      legend={[...own, ...others]}
      hidden={series.hidden}
      onToggle={series.toggle}
      table={frontierTable(frontier, spreadOf, published)}
    />
  );
}

function PublishedNote() {
  return (
    <p className="hint figure-note">
      Grey: published results on {PUBLISHED_SOURCE.dataset}, from the{' '}
      <a href={PUBLISHED_SOURCE.url} target="_blank" rel="noreferrer">
        CompressAI project
      </a>
      . Only a sweep evaluated on the same images can be compared with them. Rates far beyond the sweep’s own
      are left out.
    </p>
  );
}
