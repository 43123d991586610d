/** Before a schema looks at a body: every value that is wrong costs it much more memory than it took to send. */
import { AppError } from '@yoto/core';

/** Twice what the largest sweep needs, written out with every lambda. */
const MOST_VALUES = 100_000;
/** The sweep spec has ten. */
const MOST_LEVELS = 32;

/** Throws `invalid_input` for a parsed body with too many values, or with values nested too deeply. */
export function limitBody(body: unknown): void {
  let values = 0;
  let level: object[] = isContainer(body) ? [body] : [];
  for (let depth = 1; level.length > 0; depth++) {
    if (depth > MOST_LEVELS) refuse(`is nested more than ${MOST_LEVELS} levels deep`);
    const next: object[] = [];
    for (const container of level) {
      const inner = Object.values(container);
      values += inner.length;
      if (values > MOST_VALUES) refuse(`holds more than ${MOST_VALUES} values`);
      for (const value of inner) if (isContainer(value)) next.push(value);
    }
    level = next;
  }
}

const isContainer = (value: unknown): value is object => typeof value === 'object' && value !== null;

function refuse(what: string): never {
  throw new AppError(
    'invalid_input',
    `The body ${what}: write lambdas as grids (logSpaced, powers), or submit several smaller sweeps`,
  );
}
