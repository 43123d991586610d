const LONGEST_NAME = 120;

/** A name for another sweep like this one: `grid` becomes `grid (2)`, and that `grid (3)`; cut where it would be too long. */
export function copyName(name: string): string {
  const [, base = name, number = '1'] = /^(.*?) \((\d{1,6})\)$/s.exec(name) ?? [];
  const suffix = ` (${Number(number) + 1})`;
  return `${[...base]
    .slice(0, LONGEST_NAME - suffix.length)
    .join('')
    .trimEnd()}${suffix}`;
}
