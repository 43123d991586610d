/** What is wrong with a draft that no server is needed to see. */
import { AppError, type InputIssue, parseInput, SweepSpecInput } from '@yoto/core';
import type { SpecDraft } from './spec-draft.ts';

/** Every wrong place; none means that the draft can be sent for planning. */
export function checkDraft(draft: unknown): InputIssue[] {
  try {
    parseInput(SweepSpecInput, draft, 'The sweep spec');
    return [];
  } catch (error) {
    if (error instanceof AppError) return error.issues.map(inPlainWords);
    throw error;
  }
}

/** The wrong places that the server named. */
export function issuesOfError(error: unknown): InputIssue[] {
  if (!(error instanceof AppError) || error.code !== 'invalid_input') return [];
  if (error.issues.length === 0) return [{ path: '', message: error.message }];
  return error.issues.map(inPlainWords);
}

const PLAIN_WORDS: readonly [RegExp, string][] = [
  [/^Invalid input: expected number, received .*$/, 'must be a number'],
  [/^Invalid input: expected int, received .*$/, 'must be a whole number'],
  [/^Invalid input: .*received undefined$/, 'is needed'],
  [/^Too small: expected \w+ to be >=(.*)$/, 'must be at least $1'],
  [/^Too small: expected \w+ to be >(.*)$/, 'must be greater than $1'],
  [/^Too big: expected \w+ to be <=(.*)$/, 'must be at most $1'],
  [/^Too big: expected \w+ to be <(.*)$/, 'must be less than $1'],
];

/** The schema's messages speak of types; people meet them beside a field. */
function inPlainWords(issue: InputIssue): InputIssue {
  const found = PLAIN_WORDS.find(([pattern]) => pattern.test(issue.message));
  return found ? { ...issue, message: issue.message.replace(...found) } : issue;
}

/** A draft as it is sent: JSON has no NaN or undefined. */
export const draftAsJson = (draft: SpecDraft): SpecDraft => JSON.parse(JSON.stringify(draft)) as SpecDraft;
