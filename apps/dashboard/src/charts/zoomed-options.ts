/** Every new point gives the chart new options, which would undo its zoom: so its bounds are kept and written back. */
import type { Chart, ChartOptions } from 'chart.js';
import type { Extent, ZoomBounds } from './zoom-bounds.ts';

/** `options` with the bounds of an earlier zoom; `onZoom` is told those of the next. Zoomed, a drag with shift moves the part. */
export function zoomedOptions(
  options: ChartOptions<'line'>,
  bounds: ZoomBounds | undefined,
  onZoom: (bounds: ZoomBounds) => void,
): ChartOptions<'line'> {
  const { scales, plugins } = options;
  const zoom = plugins?.zoom;
  const mode = zoom?.zoom?.mode;
  const tell = ({ chart }: { chart: Chart }) => {
    const axes = (['x', 'y'] as const).filter((axis) => typeof mode !== 'string' || mode.includes(axis));
    onZoom(Object.fromEntries(axes.map((axis) => [axis, shownOn(chart, axis)])));
  };
  return {
    ...options,
    scales: {
      ...scales,
      x: { ...scales?.x, ...limits(bounds?.x) },
      y: { ...scales?.y, ...limits(bounds?.y) },
    },
    plugins: {
      ...plugins,
      zoom: {
        ...zoom,
        pan: { enabled: true, mode: mode as 'x' | 'xy', modifierKey: 'shift', onPanComplete: tell },
        zoom: { ...zoom?.zoom, onZoomComplete: tell },
      },
    },
  };
}

const limits = (extent: Extent | undefined) => extent && { min: extent[0], max: extent[1] };

function shownOn(chart: Chart, axis: 'x' | 'y'): Extent | undefined {
  const scale = chart.scales[axis];
  return scale && [scale.min, scale.max];
}
