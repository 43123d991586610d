/** The ten hues (HSV saturation and value 1), whose channels take six values only: 0, 1/5, ... 5/5. */

/** Steps between channel values. */
export const CHANNEL_LEVELS = 5;

/**
 * Level (0 to 5) of `channel` (0 red, 1 green, 2 blue) at hue value 0 to 9, that is hue `value / 10`.
 * Exact because a hue step of 1/10 moves a channel by 6/10 of its range or leaves it at an end.
 */
export function hueLevel(hue: number, channel: number): number {
  const offset = [5, 3, 1][channel] as number;
  const position = (offset + (hue * 6) / 10) % 6;
  const value = 1 - Math.max(0, Math.min(position, 4 - position, 1));
  return Math.round(value * CHANNEL_LEVELS);
}
