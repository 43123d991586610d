/** Durations as people say them. */
import { MISSING } from './numbers.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** `0.8 s`, `45 s`, `3 min 20 s`, `2 h 5 min`, `1 d 3 h`. */
export function formatDuration(durationMs: number | null | undefined): string {
  if (durationMs === null || durationMs === undefined || !Number.isFinite(durationMs)) return MISSING;
  const ms = Math.max(0, durationMs);
  if (ms < 10 * SECOND) return `${Number((ms / SECOND).toFixed(1))} s`;
  const seconds = Math.round(ms / SECOND);
  if (seconds < 60) return `${seconds} s`;
  if (seconds < 3600) return two(seconds, 60, 'min', 's');
  const minutes = Math.round(ms / MINUTE);
  if (minutes < 24 * 60) return two(minutes, 60, 'h', 'min');
  return two(Math.round(ms / HOUR), 24, 'd', 'h');
}

/** The same for what is measured in seconds, as device time is. */
export const formatSeconds = (seconds: number | null | undefined): string =>
  formatDuration(typeof seconds === 'number' ? SECOND * seconds : seconds);

function two(total: number, large: number, largeUnit: string, smallUnit: string): string {
  const rest = total % large;
  return `${Math.floor(total / large)} ${largeUnit}${rest > 0 ? ` ${rest} ${smallUnit}` : ''}`;
}
