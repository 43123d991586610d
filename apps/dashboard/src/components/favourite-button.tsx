import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { SweepSummary } from '@yoto/core';
import { apiClient } from '../api/api-client.ts';
import { keys } from '../api/query-keys.ts';

/** A star that marks a sweep as a favourite. */
export function FavouriteButton({ sweep }: { sweep: Pick<SweepSummary, 'id' | 'name' | 'favourite'> }) {
  const queryClient = useQueryClient();
  const { mutate, isPending, variables } = useMutation({
    mutationFn: (favourite: boolean) =>
      apiClient.editSweep({ params: { id: sweep.id }, body: { favourite } }),
    onSettled: () =>
      Promise.all(
        [keys.sweeps, keys.sweepDetail(sweep.id)].map((queryKey) =>
          queryClient.invalidateQueries({ queryKey }),
        ),
      ),
  });
  // Shown at once; what the server says counts when it has answered.
  const shown = isPending ? variables : sweep.favourite;
  return (
    <button
      type="button"
      className="star"
      aria-pressed={shown}
      aria-label={`Favourite: ${sweep.name}`}
      title={shown ? 'A favourite' : 'Mark as a favourite'}
      onClick={() => !isPending && mutate(!sweep.favourite)}
    >
      <svg viewBox="0 0 16 16" width="15" height="15" aria-hidden="true">
        <path d="M8 1.6l1.95 4.1 4.45.6-3.25 3.15.8 4.45L8 11.75 4.05 13.9l.8-4.45L1.6 6.3l4.45-.6z" />
      </svg>
    </button>
  );
}
