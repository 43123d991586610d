/** Durations and ages as people say them. */
import { MISSING } from './numbers.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** `0.8 s`, `45 s`, `3 min 20 s`, `2 h 5 min`, `1 d 3 h`. */
export function formatDuration(durationMs: number | null | undefined): string {
  if (durationMs === null || durationMs === undefined || !Number.isFinite(durationMs)) return MISSING;
  const ms = Math.max(0, durationMs);
  if (ms < 10 * SECOND) return `${Number((ms / SECOND).toFixed(1))} s`;
  const seconds = Math.round(ms / SECOND);
  if (seconds < 60) return `${seconds} s`;
  if (seconds < 3600) return two(seconds, 60, 'min', 1, 's');
  const minutes = Math.round(ms / MINUTE);
  if (minutes < 24 * 60) return two(minutes, 60, 'h', 1, 'min');
  return two(Math.round(ms / HOUR), 24, 'd', 1, 'h');
}

function two(total: number, large: number, largeUnit: string, small: number, smallUnit: string): string {
  const rest = Math.floor((total % large) / small);
  return `${Math.floor(total / large)} ${largeUnit}${rest > 0 ? ` ${rest} ${smallUnit}` : ''}`;
}

/** `just now`, `3 min ago`, `2 h ago`, `5 d ago`; clocks that disagree never give the future. */
export function formatAge(timestamp: string | null | undefined, now: number): string {
  const then = timestamp ? Date.parse(timestamp) : Number.NaN;
  if (Number.isNaN(then)) return MISSING;
  const age = Math.max(0, now - then);
  if (age < 10 * SECOND) return 'just now';
  if (age < MINUTE) return `${Math.floor(age / SECOND)} s ago`;
  if (age < HOUR) return `${Math.floor(age / MINUTE)} min ago`;
  if (age < DAY) return `${Math.floor(age / HOUR)} h ago`;
  return `${Math.floor(age / DAY)} d ago`;
}

const absolute = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'medium' });

/** The full local date and time, for tooltips. */
export function formatMoment(timestamp: string | null | undefined): string {
  const then = timestamp ? Date.parse(timestamp) : Number.NaN;
  return Number.isNaN(then) ? MISSING : absolute.format(then);
}
