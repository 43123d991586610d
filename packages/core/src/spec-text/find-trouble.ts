/** What a value read from a file may not hold, however it was written: loops, endless repetition, numbers that are none. */

/** As many as the server takes. */
const MOST_VALUES = 100_000;
const MOST_CHARACTERS = 4 * 1024 ** 2;
const MOST_LEVELS = 32;

/** The first thing to correct, in words and with its place; `undefined` where there is none. */
export function findTrouble(value: unknown): string | undefined {
  let values = 0;
  let characters = 0;
  const around: unknown[] = [];

  const look = (at: unknown, path: string): string | undefined => {
    if (typeof at === 'string') characters += at.length;
    if (++values > MOST_VALUES || characters > MOST_CHARACTERS) {
      return 'holds too much, with all its aliases written out: write lambdas as grids (logSpaced, powers), and use fewer aliases (*name)';
    }
    if (typeof at === 'number' && !Number.isFinite(at)) {
      return `${path || 'it'} is ${Number.isNaN(at) ? 'not a number (.nan)' : 'infinite (.inf, or too large)'}: write a finite number`;
    }
    if (typeof at !== 'object' || at === null) return undefined;
    if (around.includes(at))
      return `${path} contains itself: an alias (*name) may not lie within what it stands for`;
    if (around.length >= MOST_LEVELS) return `is nested more than ${MOST_LEVELS} levels deep`;
    around.push(at);
    for (const [key, inner] of Object.entries(at)) {
      characters += key.length;
      const trouble = look(inner, path ? `${path}.${key}` : key);
      if (trouble !== undefined) return trouble;
    }
    around.pop();
    return undefined;
  };
  return look(value, '');
}
