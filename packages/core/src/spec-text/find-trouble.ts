/** What a value read from a file may not hold, however it was written: loops, endless repetition, numbers that are none. */

/** As many as the server takes. */
const MOST_VALUES = 100_000;
const MOST_CHARACTERS = 4 * 1024 ** 2;
const MOST_LEVELS = 32;

interface Walk {
  values: number;
  characters: number;
  /** The containers around the value that is looked at. */
  around: object[];
}

/** The first thing to correct, in words and with its place; `undefined` where there is none. */
export const findTrouble = (value: unknown): string | undefined =>
  look(value, '', { values: 0, characters: 0, around: [] });

function look(value: unknown, path: string, walk: Walk): string | undefined {
  walk.values++;
  walk.characters += typeof value === 'string' ? value.length : 0;
  if (walk.values > MOST_VALUES || walk.characters > MOST_CHARACTERS) {
    return 'holds too much, with all its aliases written out: write lambdas as grids (logSpaced, powers), and use fewer aliases (*name)';
  }
  if (typeof value === 'number' && !Number.isFinite(value)) {
    const what = Number.isNaN(value) ? 'not a number (.nan)' : 'infinite (.inf, or too large)';
    return `${path || 'it'} is ${what}: write a finite number`;
  }
  return typeof value === 'object' && value !== null ? lookWithin(value, path, walk) : undefined;
}

function lookWithin(container: object, path: string, walk: Walk): string | undefined {
  if (walk.around.includes(container)) {
    return `${path} contains itself: an alias (*name) may not lie within what it stands for`;
  }
  if (walk.around.length >= MOST_LEVELS) return `is nested more than ${MOST_LEVELS} levels deep`;
  walk.around.push(container);
  for (const [key, inner] of Object.entries(container)) {
    walk.characters += key.length;
    const trouble = look(inner, path ? `${path}.${key}` : key, walk);
    if (trouble !== undefined) return trouble;
  }
  walk.around.pop();
  return undefined;
}
