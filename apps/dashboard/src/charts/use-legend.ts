import type { SweepComparison } from '@yoto/core';
import type { LegendEntry } from './chart-figure.tsx';
import { seriesStyles } from './series-style.ts';
import { useChartTheme } from './use-chart-theme.ts';

/** The sweep's own series, in the order of the spec. */
export function useLegend({ series }: SweepComparison): LegendEntry[] {
  const theme = useChartTheme();
  return [...seriesStyles(series, theme)].map(([name, style]) => ({ name, style }));
}
