import { Link } from 'react-router';
import { EmptyState } from '../components/empty-state.tsx';
import { Page } from '../components/page.tsx';

export function NotFoundPage({ what = 'page' }: { what?: string }) {
  return (
    <Page title="Not found">
      <EmptyState title={`There is no such ${what}`}>
        <p>The address may be mistyped, or it belongs to another server.</p>
        <Link className="button button-primary" to="/sweeps">
          All sweeps
        </Link>
      </EmptyState>
    </Page>
  );
}
