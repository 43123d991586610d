/** Dates on the wire: ISO 8601 in UTC, or null. */
export function timestamp(date: Date): string;
export function timestamp(date: Date | null): string | null;
export function timestamp(date: Date | null): string | null {
  return date ? date.toISOString() : null;
}
