/** What zod finds wrong, in words that people meet beside a field, in a terminal and in replies of the API. */
import type { z } from 'zod';

type RawIssue = z.core.$ZodRawIssue;

/** Unknown fields and alternatives beyond this many are counted, not listed. */
const MOST_NAMED = 8;

const KINDS: Record<string, string> = {
  number: 'a number',
  int: 'a whole number',
  string: 'text',
  boolean: 'true or false',
  array: 'a list',
  tuple: 'a list',
  object: 'an object with named fields',
  record: 'an object with named fields',
  null: 'null',
};

/** An error map: the message of an issue whose schema has none of its own, or `undefined` for zod's own words. */
export function issueWords(issue: RawIssue): string | undefined {
  switch (issue.code) {
    case 'invalid_type':
      return wrongType(issue.expected, issue.input);
    case 'invalid_value':
      return issue.values.length === 1
        ? `must be ${quoted(issue.values[0])}`
        : `must be one of ${listed(issue.values)}`;
    case 'too_small':
      return limit(issue.origin, issue.minimum, issue.inclusive === false ? 'greater than' : 'at least');
    case 'too_big':
      return limit(issue.origin, issue.maximum, issue.inclusive === false ? 'less than' : 'at most');
    case 'unrecognized_keys':
      return `has no field ${listed(issue.keys)}: correct its name, or leave it out`;
    case 'invalid_union':
      return Array.isArray(issue.options)
        ? `must be one of ${listed(issue.options)}`
        : 'is of no kind allowed here';
    case 'not_multiple_of':
      return `must be a multiple of ${issue.divisor}`;
    case 'invalid_format':
      return `is not a valid ${issue.format === 'regex' ? 'value' : issue.format}`;
    default:
      return undefined;
  }
}

/** What a value that fits none of several kinds must be, e.g. `must be a list or an object with named fields`. */
export function noneOfKinds(expected: readonly string[]): string {
  return `must be ${[...new Set(expected.map(kindOf))].join(' or ')}`;
}

const kindOf = (expected: string) => KINDS[expected] ?? `a value of the kind "${expected}"`;

function wrongType(expected: string, input: unknown): string {
  if (input === undefined) return 'is needed';
  if (input === Number.POSITIVE_INFINITY || input === Number.NEGATIVE_INFINITY)
    return 'must be a finite number';
  return `must be ${kindOf(expected)}`;
}

const COUNTED: Record<string, string> = { string: 'character', array: 'entry', set: 'entry', map: 'entry' };

function limit(origin: string, most: number | bigint, how: string): string {
  const unit = COUNTED[origin];
  if (unit === undefined) return `must be ${how} ${most}`;
  const units = Number(most) === 1 ? unit : unit.replace(/y$/, 'ie').concat('s');
  return `must have ${how} ${most} ${units}`;
}

const quoted = (value: unknown) => (typeof value === 'string' ? `"${value}"` : String(value));

function listed(values: readonly unknown[]): string {
  const named = values.slice(0, MOST_NAMED).map(quoted).join(', ');
  return values.length > MOST_NAMED ? `${named} and ${values.length - MOST_NAMED} more` : named;
}
