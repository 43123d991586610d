/** Numbers as people read them in a terminal. */

export { formatDuration, formatMeasured } from '@yoto/report';

export const formatCount = (count: number): string => count.toLocaleString('en-US');

/** Binary units, e.g. `1.5 GiB`. */
export function formatBytes(bytes: number): string {
  const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];
  const power = Math.min(units.length - 1, Math.floor(Math.log2(Math.max(1, bytes)) / 10));
  return `${Number((bytes / 1024 ** power).toPrecision(3))} ${units[power]}`;
}
