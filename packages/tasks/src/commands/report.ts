/** What commands print for people. */
/** How fast a picture was worked on. */
export const megapixelRate = (
  { width, height }: { width: number; height: number },
  seconds: number,
): string => `${((width * height) / 1e6 / seconds).toPrecision(2)} megapixels/s`;

/** Labels and texts, in two columns. */
export function rows(lines: readonly (readonly [string, string])[]): string {
  const length = Math.max(...lines.map(([label]) => label.length));
  return lines.map(([label, text]) => `${label.padEnd(length)}  ${text}`).join('\n');
}
