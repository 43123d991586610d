import { Component, type ReactNode } from 'react';
import { adviceFor, isOutage } from '../api/outage.ts';

/** What went wrong and what to do about it. */
export function ErrorPanel({ error, onRetry }: { error: unknown; onRetry?: (() => void) | undefined }) {
  const { title, message, command } = adviceFor(error);
  const waiting = isOutage(error);
  return (
    <div className="panel panel-error" role="alert">
      <h2>{title}</h2>
      <p>{message}</p>
      {command && (
        <p>
          <code>{command}</code>
        </p>
      )}
      {waiting && (
        <p className="hint">
          <span className="spinner" aria-hidden="true" /> Trying again…
        </p>
      )}
      {!waiting && onRetry && (
        <button type="button" className="button" onClick={onRetry}>
          Try again
        </button>
      )}
    </div>
  );
}

/** In place of a page whose code has not come. */
export function WaitingForServer() {
  return (
    <div className="panel panel-error" role="alert">
      <h2>The server does not answer</h2>
      <p>The page comes when it does.</p>
      <p className="hint">
        <span className="spinner" aria-hidden="true" /> Trying again…
      </p>
    </div>
  );
}

/** A failure of something a person asked for, beside the button that asked. */
export function InlineError({ error }: { error: unknown }) {
  if (!error) return null;
  const { title, message } = adviceFor(error);
  return (
    <p className="inline-error" role="alert">
      <strong>{title}:</strong> {message}
    </p>
  );
}

/** Why something that was asked by a button did not happen; what buttons ask can be asked again without harm. */
export function ActionError({ error }: { error: unknown }) {
  if (!isOutage(error)) return <InlineError error={error} />;
  return (
    <p className="inline-error" role="alert">
      <strong>{adviceFor(error).title}.</strong> Press the button again once it is back: asking twice does no
      harm.
    </p>
  );
}

interface State {
  error: Error | null;
}

/** A page that breaks says so, and leaves the rest of the dashboard working. */
export class ErrorBoundary extends Component<{ children: ReactNode }, State> {
  override state: State = { error: null };

  static getDerivedStateFromError(error: Error): State {
    return { error };
  }

  override render() {
    if (!this.state.error) return this.props.children;
    return (
      <main className="page" id="main">
        <ErrorPanel error={this.state.error} onRetry={() => window.location.reload()} />
      </main>
    );
  }
}
