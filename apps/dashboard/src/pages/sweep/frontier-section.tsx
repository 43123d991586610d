import type { ComparisonAxis } from '@yoto/core';
import { useState } from 'react';
import { ChartFigure } from '../../charts/chart-figure.tsx';
import { frontierTable } from '../../charts/chart-table.ts';
import { canBeLogarithmic, frontierChart } from '../../charts/frontier-chart.ts';
import { intervalHint, placedOn } from '../../charts/measured-points.ts';
import {
  nearSweep,
  PUBLISHED_SOURCE,
  publishedSeries,
  publishedStyles,
} from '../../charts/published-curves.ts';
import { useChartTheme } from '../../charts/use-chart-theme.ts';
import { useLegend } from '../../charts/use-legend.ts';
import { Section } from '../../components/page.tsx';
import { Toggle } from '../../components/segmented.tsx';
import { AxisSelect } from './axis-select.tsx';
import type { ComparisonChartProps } from './frontier-results.tsx';
import { NothingMeasured } from './nothing-measured.tsx';

/** The trade-off itself, with what is on its axes to choose, and published curves where there are comparable ones. */
export function FrontierSection(props: ComparisonChartProps) {
  const { comparison, task, onChoose } = props;
  const { axes } = comparison;
  const [log, setLog] = useState({ x: false, y: false });
  const [wantsPublished, setWantsPublished] = useState(false);
  const available = publishedSeries(axes, task);
  const published = wantsPublished ? nearSweep(available, comparison) : [];
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
        onChange={(checked) => setLog({ ...log, [axis]: checked })}
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
            <AxisSelect axis="x" comparison={comparison} onChange={(x) => onChoose({ x })} />
            <AxisSelect axis="y" comparison={comparison} onChange={(y) => onChoose({ y })} />
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

/** e.g. `PSNR (higher is better)`. */
const axisText = ({ label, better }: ComparisonAxis): string => `${label} (${better} is better)`;

interface FrontierFigureProps extends ComparisonChartProps {
  log: { x: boolean; y: boolean };
  published: ReturnType<typeof publishedSeries>;
}

function FrontierFigure({ comparison, series, log, published }: FrontierFigureProps) {
  const theme = useChartTheme();
  const own = useLegend(comparison);
  const styles = publishedStyles(theme);
  const others = published.flatMap(({ name }) => {
    const style = styles.get(name);
    return style ? [{ name, style }] : [];
  });
  const { axes } = comparison;
  const logX = log.x && canBeLogarithmic(comparison, 'x');
  const logY = log.y && canBeLogarithmic(comparison, 'y');
  return (
    <ChartFigure
      chart={frontierChart(comparison, { theme, logX, logY, hidden: series.hidden, published })}
      description={`Frontier: ${axes.y.label} against ${axes.x.label}, one series per group. The numbers are in the table below.`}
      legend={[...own, ...others]}
      hidden={series.hidden}
      onToggle={series.toggle}
      table={frontierTable(comparison, published)}
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
