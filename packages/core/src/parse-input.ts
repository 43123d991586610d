/** From any value to a typed one, or one clear `invalid_input` that names every wrong place. */
import type { z } from 'zod';
import { AppError, type InputIssue } from './errors.ts';
import { issueWords, noneOfKinds } from './issue-words.ts';

type ZodIssue = z.core.$ZodIssue;

/** More wrong places than anyone mends at a time; the rest is counted. */
const MOST_ISSUES = 100;

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
  const result = schema.safeParse(value, { error: issueWords });
  if (result.success) return result.data;
  const issues = withoutLooserLimits(result.error.issues).flatMap(flattenIssue);
  throw invalidInput(
    what,
    issues.map((issue) => ({ ...issue, path: within(at, issue.path) })),
  );
}

/** The error for a list of wrong places; the first three are spelled out in the message. */
export function invalidInput(what: string, issues: readonly InputIssue[]): AppError {
  const shown = issues
    .slice(0, 3)
    .map((issue) => (issue.path ? `${issue.path}: ${issue.message}` : issue.message));
  const more = issues.length > 3 ? ` (and ${issues.length - 3} more)` : '';
  return new AppError('invalid_input', `${what} is not valid: ${shown.join('; ')}${more}`, {
    issues: issues.slice(0, MOST_ISSUES),
  });
}

const within = (outer: string, inner: string) => [outer, inner].filter(Boolean).join('.');

function flattenIssue(issue: ZodIssue): InputIssue[] {
  const here = issue.path.join('.');
  if (issue.code === 'invalid_union' && issue.errors.length > 0) return branchMeant(issue.errors, here);
  // The name of a field is wrong, not its value.
  if (issue.code === 'invalid_key')
    return issue.issues.map((inner) => ({ path: here, message: `the name of this field ${inner.message}` }));
  return [{ path: here, message: issue.message }];
}

/** A union fails with one list per branch: keep the branch that got furthest, and of those the one with the fewest faults. */
function branchMeant(errors: readonly ZodIssue[][], here: string): InputIssue[] {
  const ofItsKind = errors.filter(([first]) => wrongKind(first) === undefined);
  if (ofItsKind.length === 0) {
    return [{ path: here, message: noneOfKinds(errors.map(([first]) => wrongKind(first) as string)) }];
  }
  // A branch that does not even know the fields was not meant.
  const knowing = ofItsKind.filter((branch) => !branch.some(isUnknownField));
  const branches = (knowing.length > 0 ? knowing : ofItsKind).map((branch) =>
    withoutLooserLimits(branch).flatMap(flattenIssue),
  );
  const depth = (branch: InputIssue[]) =>
    branch.reduce((deepest, { path }) => Math.max(deepest, path === '' ? 0 : path.split('.').length), 0);
  const isBetter = (b: InputIssue[], a: InputIssue[]) =>
    depth(b) > depth(a) || (depth(b) === depth(a) && b.length < a.length);
  const best = branches.reduce((a, b) => (isBetter(b, a) ? b : a));
  return best.map((inner) => ({ ...inner, path: within(here, inner.path) }));
}

const isUnknownField = (issue: ZodIssue) => issue.code === 'unrecognized_keys' && issue.path.length === 0;

/** The kind that the whole value should have been, where it is of another. */
const wrongKind = (issue: ZodIssue | undefined): string | undefined =>
  issue?.code === 'invalid_type' && issue.path.length === 0 ? issue.expected : undefined;

/** Of several limits of one field that a value exceeds, only the tightest: the others would read like contradictions. */
function withoutLooserLimits(issues: readonly ZodIssue[]): ZodIssue[] {
  const tightest = new Map<string, ZodIssue>();
  for (const issue of issues) {
    const key = limitKey(issue);
    const other = tightest.get(key);
    if (!other || isTighter(issue, other)) tightest.set(key, issue);
  }
  return issues.filter((issue) => tightest.get(limitKey(issue)) === issue);
}

const limitKey = (issue: ZodIssue): string =>
  issue.code === 'too_big' || issue.code === 'too_small'
    ? `${issue.code} ${issue.path.join('.')}`
    : `${issue.code} ${issue.path.join('.')} ${issue.message}`;

function isTighter(issue: ZodIssue, other: ZodIssue): boolean {
  if (issue.code === 'too_big' && other.code === 'too_big') return issue.maximum < other.maximum;
  if (issue.code === 'too_small' && other.code === 'too_small') return issue.minimum > other.minimum;
  return false;
}
