/** Chart.js plug-in: where a line has values that no axis can show (NaN, infinities), a cross at the upper edge. */
import type { Plugin } from 'chart.js';
import type { LineDataset } from './chart-point.ts';

const ARM_PIXELS = 3.5;

export const unshowableMarks: Plugin = {
  id: 'unshowable-marks',
  afterDatasetDraw(chart, { index, meta }) {
    const dataset = chart.data.datasets[index] as unknown as LineDataset | undefined;
    const x = chart.scales[meta.xAxisID ?? 'x'];
    if (!x || !dataset?.unshowable?.length) return;
    const { ctx, chartArea } = chart;
    const y = chartArea.top + ARM_PIXELS + 1;
    ctx.save();
    ctx.strokeStyle = String(dataset.borderColor);
    ctx.lineWidth = 1.5;
    ctx.setLineDash([]);
    ctx.beginPath();
    for (const step of dataset.unshowable) {
      if (step < x.min || step > x.max) continue;
      const at = x.getPixelForValue(step);
      ctx.moveTo(at - ARM_PIXELS, y - ARM_PIXELS);
      ctx.lineTo(at + ARM_PIXELS, y + ARM_PIXELS);
      ctx.moveTo(at + ARM_PIXELS, y - ARM_PIXELS);
      ctx.lineTo(at - ARM_PIXELS, y + ARM_PIXELS);
    }
    ctx.stroke();
    ctx.restore();
  },
};
