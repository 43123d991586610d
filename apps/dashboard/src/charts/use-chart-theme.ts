import { useSyncExternalStore } from 'react';
import { type ChartTheme, DARK_THEME, LIGHT_THEME } from './chart-theme.ts';

const dark = window.matchMedia('(prefers-color-scheme: dark)');

/** The theme that the person's system asks for. */
export const useChartTheme = (): ChartTheme =>
  useSyncExternalStore(subscribe, () => dark.matches) ? DARK_THEME : LIGHT_THEME;

function subscribe(listener: () => void): () => void {
  dark.addEventListener('change', listener);
  return () => dark.removeEventListener('change', listener);
}
