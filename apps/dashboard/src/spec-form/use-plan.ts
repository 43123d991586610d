import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { InputIssue, PlanResponse } from '@yoto/core';
import { useEffect, useMemo, useState } from 'react';
import { planQuery } from '../api/queries.ts';
import { checkDraft, draftAsJson, issuesOfError } from './check-draft.ts';
import type { SpecDraft } from './spec-draft.ts';

const PAUSE_MS = 350;

export interface Planning {
  plan: PlanResponse | undefined;
  issues: InputIssue[];
  /** Whether the plan shown is of an earlier draft. */
  pending: boolean;
  /** A failure that no field can mend. */
  failure: unknown;
}

/** What the server would make of the draft, asked for once typing pauses; wrong places are found here where possible. */
export function usePlan(draft: SpecDraft): Planning {
  const settled = useSettled(draft);
  const local = useMemo(() => checkDraft(draft), [draft]);
  const sent = useMemo(() => draftAsJson(settled), [settled]);
  const valid = useMemo(() => checkDraft(sent).length === 0, [sent]);
  const query = useQuery({ ...planQuery(sent), enabled: valid, placeholderData: keepPreviousData });
  const refused = query.error ? issuesOfError(query.error) : [];
  return {
    plan: query.error || local.length > 0 ? undefined : query.data,
    issues: local.length > 0 ? local : refused,
    pending: settled !== draft || query.isPlaceholderData || query.isLoading,
    failure: refused.length > 0 ? null : (query.error ?? (query.data ? null : query.failureReason)),
  };
}

/** A value once it has stopped changing. */
function useSettled<T>(value: T): T {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [value]);
  return settled;
}
