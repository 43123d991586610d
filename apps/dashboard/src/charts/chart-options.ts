/** What all charts share: axes, tooltip, zoom. No animation, since live data would never come to rest. */
import type { ChartOptions, Scale, TooltipItem } from 'chart.js';
import { formatNumber } from '../format/numbers.ts';
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
        limits: { x: { min: 'original', max: 'original' }, y: { min: 'original', max: 'original' } },
      },
    },
  };
}

function axis({ title, log, reach, tickValues }: AxisChoice, theme: ChartTheme) {
  return {
    ...(!log && reach),
    ...(tickValues && {
      afterBuildTicks: (scale: Scale) => {
        scale.ticks = tickValues
          .filter((at) => at >= scale.min && at <= scale.max)
          .map((value) => ({ value }));
      },
    }),
    type: log ? ('logarithmic' as const) : ('linear' as const),
    title: { display: true, text: title, color: theme.mutedText, font: { size: 12 } },
    grid: { color: theme.grid, tickLength: 4 },
    border: { color: theme.border },
    ticks: {
      color: theme.mutedText,
      font: { size: 11 },
      maxRotation: 0,
      autoSkipPadding: 14,
      callback: (value: string | number) =>
        !log || tickValues || isRound(Number(value)) ? formatNumber(Number(value)) : null,
    },
  };
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

/** 1, 2 or 5 times a power of ten: logarithmic axes have too many ticks to label all. */
function isRound(value: number): boolean {
  const leading = value / 10 ** Math.floor(Math.log10(value));
  return [1, 2, 5].some((digit) => Math.abs(leading - digit) < 1e-6);
}

/** An axis title: `KL divergence (nats)`. */
export const axisTitle = ({ label, unit }: { label: string; unit?: string | undefined }): string =>
  unit ? `${label} (${unit})` : label;
