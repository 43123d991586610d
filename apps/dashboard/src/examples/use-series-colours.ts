import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { pointsQuery } from '../api/comparison-queries.ts';
import { seriesStyles } from '../charts/series-style.ts';
import { useChartTheme } from '../charts/use-chart-theme.ts';

/** The colours of a sweep's series, the same as in its charts. */
export function useSeriesColours(sweepId: string): ReadonlyMap<string, string> {
  const theme = useChartTheme();
  const comparison = useQuery(pointsQuery(sweepId, {})).data?.comparison;
  return useMemo(() => {
    const styles = seriesStyles(comparison?.series ?? [], theme);
    return new Map([...styles].map(([name, { colour }]) => [name, colour]));
  }, [comparison, theme]);
}
