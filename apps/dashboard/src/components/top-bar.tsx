import { useQuery } from '@tanstack/react-query';
import { Link, NavLink } from 'react-router';
import { serverUrl } from '../api/base-path.ts';
import { useLiveConnection } from '../api/live-connection.ts';
import { adviceFor, useOutage } from '../api/outage.ts';
import { readinessQuery } from '../api/queries.ts';
import { PaletteButton } from '../palette/palette-button.tsx';

export function TopBar() {
  return (
    <>
      <a className="skip-link" href="#main">
        Skip to content
      </a>
      <header className="top-bar">
        <Link to="/" className="brand" aria-label="YOTO Sweeps">
          <img src={serverUrl('/favicon.svg')} alt="" width="22" height="22" />
          <span>YOTO Sweeps</span>
        </Link>
        <nav aria-label="Main" className="main-nav">
          <NavLink to="/sweeps">Sweeps</NavLink>
          <NavLink to="/workers">Workers</NavLink>
          <NavLink to="/api/docs">API</NavLink>
        </nav>
        <PaletteButton />
        <LiveIndicator />
      </header>
      <OutageBanner />
    </>
  );
}

/** Pages that wait for no notices ask all the same whether the server is there. */
const LIVE_LABELS = { off: 'Connected', open: 'Live', silent: 'Not answering', lost: 'Reconnecting…' };

function LiveIndicator() {
  const outage = useOutage();
  const connection = useLiveConnection();
  const isReady = useQuery(readinessQuery()).data !== undefined;
  const state = outage && connection !== 'silent' ? 'lost' : connection;
  if (state === 'off' && !isReady) return <span className="live" />;
  return (
    <span className={`live live-${state}`} role="status">
      <span className="live-dot" aria-hidden="true" />
      {LIVE_LABELS[state]}
    </span>
  );
}

/** Above pages that still show what they had. */
function OutageBanner() {
  useQuery(readinessQuery());
  const outage = useOutage();
  if (!outage) return null;
  const { title, message, command } = adviceFor(outage);
  return (
    <div className="banner" role="alert">
      <strong>{title}.</strong> {message} {command && <code>{command}</code>}
    </div>
  );
}
