/** Draws a chart. In a chunk of its own: Chart.js is only loaded by pages that show one. */
import {
  BarController,
  BarElement,
  CategoryScale,
  type ChartEvent,
  Chart as ChartJs,
  type ChartOptions,
  LinearScale,
  LineController,
  LineElement,
  LogarithmicScale,
  PointElement,
  Tooltip,
} from 'chart.js';
import zoomPlugin from 'chartjs-plugin-zoom';
import { useRef } from 'react';
import { Chart } from 'react-chartjs-2';
import { ChartActions } from './chart-actions.tsx';
import { downloadChart } from './chart-export.ts';
import type { LegendEntry } from './chart-figure.tsx';
import type { BarChart, ChartPoint, LineChart } from './chart-point.ts';
import { seedRanges } from './seed-ranges.ts';
import { unshowableMarks } from './unshowable-marks.ts';
import { useChartTheme } from './use-chart-theme.ts';
import { useZoom } from './use-view-param.ts';
import { pannedBy, type ZoomBounds, zoomedBy } from './zoom-bounds.ts';
import { zoomedOptions } from './zoomed-options.ts';

ChartJs.register(
  BarController,
  BarElement,
  CategoryScale,
  LinearScale,
  LogarithmicScale,
  LineController,
  LineElement,
  PointElement,
  Tooltip,
  zoomPlugin,
);
// As the page around it.
ChartJs.defaults.font.family = getComputedStyle(document.body).fontFamily;
const PLUGINS = [seedRanges, unshowableMarks];

interface ChartViewProps {
  /** In the address, and of downloaded files. */
  name: string;
  chart: LineChart | BarChart;
  height?: number | undefined;
  /** What the chart shows, for people who cannot see it. */
  description: string;
  /** What downloaded pictures have beside the chart. */
  legend: readonly LegendEntry[];
  onPoint: (point: ChartPoint, series: string) => void;
  /** The point whose tooltip is shown. */
  onActive?: ((point: ChartPoint) => void) | undefined;
}

/** A chart that can be zoomed: by dragging, with ctrl and the wheel, with two fingers, or by buttons; and downloaded. */
export default function ChartView(props: ChartViewProps) {
  const { name, chart, height, description, legend } = props;
  const ref = useRef<ChartJs<'line', ChartPoint[]>>(null);
  const theme = useChartTheme();
  const [bounds, setBounds] = useZoom(name);
  const axes = chart.type === 'bar' ? (['x'] as const) : (['x', 'y'] as const);
  const zoomedAxes = zoomsOnlyX(chart) ? (['x'] as const) : axes;
  const change = (how: typeof zoomedBy, by: number, only: readonly ('x' | 'y')[] = zoomedAxes) => {
    const scales = ref.current?.scales;
    const next: ZoomBounds = { ...bounds };
    for (const axis of only) {
      const scale = scales?.[axis];
      if (scale) next[axis] = how({ extent: [scale.min, scale.max], log: scale.type === 'logarithmic' }, by);
    }
    setBounds(next);
  };
  return (
    <>
      <div className="chart" style={{ height }}>
        <Chart
          ref={ref}
          type={chart.type as 'line'}
          role="img"
          aria-label={description}
          data={chart.data}
          options={withLinks(zoomedOptions(chart.options ?? {}, bounds, setBounds), props)}
          plugins={PLUGINS}
          onDoubleClick={() => setBounds(undefined)}
        />
      </div>
      <ChartActions
        isZoomed={bounds !== undefined}
        onZoom={(factor) => change(zoomedBy, factor)}
        onPan={(share) => change(pannedBy, share, ['x'])}
        onReset={() => setBounds(undefined)}
        onDownload={(format) => {
          const shown = ref.current;
          if (!shown) return Promise.resolve();
          const options = zoomedOptions(chart.options ?? {}, bounds, () => {});
          const { width, height: tall } = shown;
          return downloadChart({ ...chart, options }, { format, name, legend, theme, width, height: tall });
        }}
      />
    </>
  );
}

const zoomsOnlyX = (chart: LineChart | BarChart): boolean => chart.options?.plugins?.zoom?.zoom?.mode === 'x';

/** A click on a point with jobs tells of it, and so does the pointer of the nearest point. */
function withLinks(
  options: ChartOptions<'line'>,
  { onPoint, onActive }: Pick<ChartViewProps, 'onPoint' | 'onActive'>,
): ChartOptions<'line'> {
  return {
    ...options,
    onClick: (event, _nearest, chart) => {
      const hit = pointUnder(event, chart);
      if (hit?.point.jobs?.length) onPoint(hit.point, hit.series);
    },
    onHover: (event, [nearest], chart) => {
      if (event.type !== 'mousemove') return;
      const active = nearest && chart.data.datasets[nearest.datasetIndex]?.data[nearest.index];
      if (active) onActive?.(active as unknown as ChartPoint);
      chart.canvas.style.cursor = pointUnder(event, chart)?.point.jobs?.length ? 'pointer' : '';
    },
  };
}

/** The tooltip shows the nearest point from anywhere; a click must hit it. */
function pointUnder(event: ChartEvent, chart: ChartJs): { point: ChartPoint; series: string } | undefined {
  if (!event.native) return undefined;
  const [hit] = chart.getElementsAtEventForMode(event.native, 'nearest', { intersect: true }, true);
  const dataset = hit && chart.data.datasets[hit.datasetIndex];
  const point = hit && (dataset?.data[hit.index] as unknown as ChartPoint | undefined);
  return point && { point, series: dataset?.label ?? '' };
}
