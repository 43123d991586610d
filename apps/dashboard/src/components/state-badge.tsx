/** A state as a word with a mark: never by colour alone. */
const MARKS: Record<string, string> = {
  completed: '✓',
  running: '▸',
  busy: '▸',
  pausing: '||',
  paused: '||',
  queued: '·',
  idle: '·',
  failed: '!',
  'partly-failed': '!',
  lost: '!',
  draining: '||',
  drained: '||',
  quarantined: '⊘',
  cancelled: '×',
  stopped: '×',
};

export function StateBadge({ state }: { state: string }) {
  return (
    <span className={`badge badge-${state}`} data-testid="state" data-state={state}>
      <span aria-hidden="true" className="badge-mark">
        {MARKS[state] ?? '·'}
      </span>
      {state.replace('-', ' ')}
    </span>
  );
}
