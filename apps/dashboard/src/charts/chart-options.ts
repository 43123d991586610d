/** What all charts share: axes, tooltip, zoom. No animation, since live data would never come to rest. */
import type { ChartOptions, Scale, Tick, TooltipItem } from 'chart.js';
import { formatExact } from '../format/numbers.ts';
import { type AxisTick, axisTicks } from './axis-ticks.ts';
import type { ChartPoint } from './chart-point.ts';
import type { ChartTheme } from './chart-theme.ts';

interface Reach {
  suggestedMin: number;
  suggestedMax: number;
}

interface AxisChoice {
  title: string;
  log: boolean;
  /** What the axis must show at least: Chart.js fits axes to points and knows nothing of whiskers. */
  reach?: Reach | undefined;
  /** Where to draw ticks, in place of round values. */
  tickValues?: readonly number[] | undefined;
  /** Counts, e.g. steps: no ticks between them. */
  whole?: boolean;
}

interface ChartChoice {
  x: AxisChoice;
  y: AxisChoice;
  theme: ChartTheme;
  zoom: 'x' | 'xy';
}

/** Options for line charts with a linear or logarithmic scale on either axis. */
export function chartOptions({ x, y, theme, zoom }: ChartChoice): ChartOptions<'line'> {
  return {
    animation: false,
    responsive: true,
    maintainAspectRatio: false,
    parsing: false,
    normalized: true,
    interaction: { mode: 'nearest', axis: 'xy', intersect: false },
    layout: { padding: { top: 8, right: 12 } },
    scales: { x: axis(x, theme), y: axis(y, theme) },
    plugins: {
      legend: { display: false },
      tooltip: tooltip(theme),
      zoom: {
        zoom: {
          mode: zoom,
          wheel: { enabled: true, modifierKey: 'ctrl' },
          pinch: { enabled: true },
          drag: {
            enabled: true,
            backgroundColor: `${theme.palette[0]}22`,
            borderColor: theme.border,
            borderWidth: 1,
          },
        },
      },
    },
  };
}

function axis({ title, log, reach, tickValues, whole = false }: AxisChoice, theme: ChartTheme) {
  return {
    ...(!log && reach),
    afterBuildTicks: (scale: Scale) => {
      scale.ticks = ticksOf(scale, { log, whole, own: tickValues }).map(({ value, text }) => ({
        value,
        label: text,
      }));
    },
    type: log ? ('logarithmic' as const) : ('linear' as const),
    title: { display: true, text: title, color: theme.mutedText, font: { size: 12 } },
    grid: { color: theme.grid, tickLength: 4 },
    border: { color: theme.border },
    ticks: {
      color: theme.mutedText,
      font: { size: 11 },
      maxRotation: 0,
      // Of given values, some may be too near to each other; all others have room.
      autoSkip: tickValues !== undefined,
      autoSkipPadding: 14,
      callback: (_value: string | number, index: number, ticks: Tick[]) => ticks[index]?.label ?? '',
    },
  };
}

/** What labels need along an axis, in CSS pixels. */
const LABEL_SPACE = { horizontal: 62, vertical: 30 };

/** Values of one's own as long as two of them are in sight. */
function ticksOf(
  scale: Scale,
  { log, whole, own }: { log: boolean; whole: boolean; own: readonly number[] | undefined },
): AxisTick[] {
  const { min, max } = scale;
  const given = own?.filter((value) => value >= min && value <= max) ?? [];
  if (given.length >= 2) return given.map((value) => ({ value, text: formatExact(value) }));
  const across = scale.isHorizontal();
  return axisTicks({
    ...{ min, max, log, whole },
    length: across ? scale.width : scale.height,
    labelSpace: across ? LABEL_SPACE.horizontal : LABEL_SPACE.vertical,
  });
}

function tooltip(theme: ChartTheme) {
  return {
    backgroundColor: theme.surface,
    titleColor: theme.text,
    bodyColor: theme.mutedText,
    borderColor: theme.border,
    borderWidth: 1,
    padding: 10,
    cornerRadius: 6,
    usePointStyle: true,
    boxPadding: 4,
    callbacks: {
      title: (items: TooltipItem<'line'>[]) => items[0]?.dataset.label ?? '',
      label: (item: TooltipItem<'line'>) => (item.raw as ChartPoint).note,
    },
  };
}

/** An axis title: `KL divergence (nats)`. */
export const axisTitle = ({ label, unit }: { label: string; unit?: string | undefined }): string =>
  unit ? `${label} (${unit})` : label;
