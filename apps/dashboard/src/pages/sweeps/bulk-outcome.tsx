/** What became of the sweeps that were changed at once: how many were, and which were not and why. */
import type { BulkResult } from '@yoto/core';
import { formatPlural } from '../../format/numbers.ts';

interface BulkOutcomeProps {
  results: readonly BulkResult[];
  onDismiss: () => void;
}

export function BulkOutcome({ results, onDismiss }: BulkOutcomeProps) {
  const refused = results.filter(({ done }) => !done);
  const done = results.length - refused.length;
  return (
    <div className={refused.length > 0 ? 'outcome outcome-refused' : 'outcome'} role="status">
      <div>
        <p>
          {done > 0 && `${formatPlural(done, 'sweep')} changed. `}
          {refused.length > 0 && `${formatPlural(refused.length, 'sweep')} not changed:`}
        </p>
        {refused.length > 0 && (
          <ul>
            {refused.map(({ id, name, message }) => (
              <li key={id}>
                <strong>{name ?? id}</strong>: {message}
              </li>
            ))}
          </ul>
        )}
      </div>
      <button type="button" className="icon-button" aria-label="Dismiss" onClick={onDismiss}>
        ×
      </button>
    </div>
  );
}
