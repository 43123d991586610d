/** Draws a chart. In a chunk of its own: Chart.js is only loaded by pages that show one. */
import {
  BarController,
  BarElement,
  CategoryScale,
  Chart as ChartJs,
  LinearScale,
  LineController,
  LineElement,
  LogarithmicScale,
  PointElement,
  Tooltip,
} from 'chart.js';
import zoomPlugin from 'chartjs-plugin-zoom';
import { useRef, useState } from 'react';
import { Chart } from 'react-chartjs-2';
import type { BarChart, ChartPoint, LineChart } from './chart-point.ts';
import { seedRanges } from './seed-ranges.ts';
import { type ZoomBounds, zoomedOptions } from './zoomed-options.ts';

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
const PLUGINS = [seedRanges];

interface ChartViewProps {
  chart: LineChart | BarChart;
  height?: number | undefined;
  /** What the chart shows, for people who cannot see it. */
  description: string;
}

/** Draws a chart that can be zoomed: by dragging, with ctrl and the wheel, or with two fingers. */
export default function ChartView({ chart, height, description }: ChartViewProps) {
  const ref = useRef<ChartJs<'line', ChartPoint[]>>(null);
  const [bounds, setBounds] = useState<ZoomBounds>();
  const reset = () => {
    ref.current?.resetZoom();
    setBounds(undefined);
  };
  return (
    <div className="chart" style={{ height }}>
      <Chart
        ref={ref}
        type={chart.type as 'line'}
        role="img"
        aria-label={description}
        data={chart.data}
        options={zoomedOptions(chart.options ?? {}, bounds, setBounds)}
        plugins={PLUGINS}
        onDoubleClick={reset}
      />
      {bounds && (
        <button type="button" className="button button-small chart-reset" onClick={reset}>
          Reset zoom
        </button>
      )}
    </div>
  );
}
