import { Component, type ReactNode } from 'react';
import { ErrorPanel } from './error-panel.tsx';

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
