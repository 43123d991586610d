/** What is wrong with a draft that no server is needed to see. */
import { AppError, type InputIssue, parseInput, SweepSpecInput } from '@yoto/core';
import type { SpecDraft } from './spec-draft.ts';

/** Every wrong place; none means that the draft can be sent for planning. */
export function checkDraft(draft: unknown): InputIssue[] {
  try {
    parseInput(SweepSpecInput, draft, 'The sweep spec');
    return [];
  } catch (error) {
    if (error instanceof AppError) return [...error.issues];
    throw error;
  }
}

/** The wrong places that the server named. */
export function issuesOfError(error: unknown): InputIssue[] {
  if (!(error instanceof AppError) || error.code !== 'invalid_input') return [];
  if (error.issues.length === 0) return [{ path: '', message: error.message }];
  return [...error.issues];
}

/** A draft as it is sent: JSON has no NaN or undefined. */
export const draftAsJson = (draft: SpecDraft): SpecDraft => JSON.parse(JSON.stringify(draft)) as SpecDraft;
