/** Every new point gives the chart new options, which would undo its zoom: so its bounds are kept and written back. */
import type { Chart, ChartOptions } from 'chart.js';

type Bounds = { min?: number; max?: number };
export interface ZoomBounds {
  x: Bounds;
  y: Bounds;
}

/** `options` with the bounds of an earlier zoom; `onZoom` is told those of the next. */
export function zoomedOptions(
  options: ChartOptions<'line'>,
  bounds: ZoomBounds | undefined,
  onZoom: (bounds: ZoomBounds) => void,
): ChartOptions<'line'> {
  const { scales, plugins } = options;
  const zoom = plugins?.zoom;
  const onZoomComplete = ({ chart }: { chart: Chart }) =>
    onZoom({ x: boundsOf(chart, 'x'), y: boundsOf(chart, 'y') });
  return {
    ...options,
    scales: { ...scales, x: { ...scales?.x, ...bounds?.x }, y: { ...scales?.y, ...bounds?.y } },
    plugins: { ...plugins, zoom: { ...zoom, zoom: { ...zoom?.zoom, onZoomComplete } } },
  };
}

/** As the zoom plug-in wrote them into the options, so that it recognises its own bounds later. */
function boundsOf(chart: Chart, axis: 'x' | 'y'): Bounds {
  const { min, max } = (chart.options.scales?.[axis] ?? {}) as { min?: unknown; max?: unknown };
  return { ...(typeof min === 'number' && { min }), ...(typeof max === 'number' && { max }) };
}
