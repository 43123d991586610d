/** From any value to a typed one, or one clear `invalid_input` that names every wrong place. */
import type { z } from 'zod';
import { AppError, type InputIssue } from './errors.ts';

type ZodIssue = z.core.$ZodIssue;

/**
 * Parses `value`; throws AppError `invalid_input` whose message names `what` and the first wrong places. `at` is where
 * `value` lies within `what`, for paths that start at the whole.
 */
export function parseInput<S extends z.ZodType>(
  schema: S,
  value: unknown,
  what: string,
  at = '',
): z.output<S> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const issues = result.error.issues.flatMap(flattenIssue);
  throw invalidInput(
    what,
    issues.map((issue) => ({ ...issue, path: [at, issue.path].filter(Boolean).join('.') })),
  );
}

/** The error for a list of wrong places; the first three are spelled out in the message. */
export function invalidInput(what: string, issues: readonly InputIssue[]): AppError {
  const shown = issues
    .slice(0, 3)
    .map((issue) => (issue.path ? `${issue.path}: ${issue.message}` : issue.message));
  const more = issues.length > 3 ? ` (and ${issues.length - 3} more)` : '';
  return new AppError('invalid_input', `${what} is not valid: ${shown.join('; ')}${more}`, { issues });
}

/** A union fails with one list per branch: keep the branch that got furthest, the one that was meant. */
function flattenIssue(issue: ZodIssue): InputIssue[] {
  const here = issue.path.join('.');
  if (issue.code === 'invalid_union' && issue.errors.length > 0) {
    const branches = issue.errors.map((errors) => errors.flatMap(flattenIssue));
    const depth = (branch: InputIssue[]) =>
      Math.max(...branch.map((i) => i.path.split('.').filter(Boolean).length));
    const best = branches.reduce((a, b) => (depth(b) > depth(a) ? b : a));
    return best.map((inner) => ({ ...inner, path: [here, inner.path].filter(Boolean).join('.') }));
  }
  return [{ path: here, message: issue.message }];
}
