/** Which axes and which slice of a sweep are shown: kept in the address, so that it can be sent to somebody. */
import { useCallback } from 'react';
import { useSearchParams } from 'react-router';
import type { ComparisonChoice } from '../../api/queries.ts';

const NAMES = ['x', 'y', 'slice', 'base'] as const;

export function useComparisonChoice(): [ComparisonChoice, (change: ComparisonChoice) => void] {
  const [params, setParams] = useSearchParams();
  const choice: ComparisonChoice = {};
  for (const name of NAMES) {
    const value = params.get(name);
    if (value !== null) choice[name] = value;
  }
  const change = useCallback(
    (changed: ComparisonChoice) =>
      setParams(
        (before) => {
          const after = new URLSearchParams(before);
          for (const name of NAMES) {
            if (!(name in changed)) continue;
            const value = changed[name];
            if (value === undefined) after.delete(name);
            else after.set(name, value);
          }
          return after;
        },
        { replace: true, preventScrollReset: true },
      ),
    [setParams],
  );
  return [choice, change];
}
