/** The frame of a page: its title in the tab, the way back, heading, facts and actions. */
import { type ReactNode, type RefObject, useEffect, useRef } from 'react';
import { Link, useLocation, useNavigationType } from 'react-router';

interface PageProps {
  title: string;
  /** Where the page begins, if parts of it have addresses of their own: moving between them is no arrival. */
  address?: string;
  /** Where this page belongs. */
  parent?: { to: string; label: string } | undefined;
  badge?: ReactNode;
  facts?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
}

export function Page({ title, address, parent, badge, facts, actions, children }: PageProps) {
  useEffect(() => {
    document.title = `${title} · YOTO Sweeps`;
  }, [title]);
  const main = useRef<HTMLElement>(null);
  useArrival(main, address);
  return (
    <main className="page" id="main" tabIndex={-1} ref={main}>
      <header className="page-header">
        <div className="page-heading">
          {parent && (
            <nav aria-label="Breadcrumb" className="breadcrumb">
              <Link to={parent.to}>
                <span aria-hidden="true">‹ </span>
                {parent.label}
              </Link>
            </nav>
          )}
          <div className="page-title">
            <h1>{title}</h1>
            {badge}
          </div>
          {facts && <div className="facts">{facts}</div>}
        </div>
        {actions && <div className="actions">{actions}</div>}
      </header>
      {children}
    </main>
  );
}

/** The address of the last page that was arrived at; undefined before the first, for which the browser did it all. */
let lastPathname: string | undefined;

/** What a browser does for a new page: begins at its top, and reads from there. Going back keeps the place. */
function useArrival(main: RefObject<HTMLElement | null>, address: string | undefined): void {
  const location = useLocation();
  const pathname = address ?? location.pathname;
  const isBack = useNavigationType() === 'POP';
  useEffect(() => {
    const isFirst = lastPathname === undefined;
    if (pathname === lastPathname) return;
    lastPathname = pathname;
    if (isFirst) return;
    if (!isBack) window.scrollTo(0, 0);
    main.current?.focus({ preventScroll: true });
  }, [pathname, isBack, main]);
}

/** Facts in a row: `label value`. */
export function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <span className="fact">
      <span className="fact-label">{label}</span> {children}
    </span>
  );
}

interface SectionProps {
  title: string;
  hint?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
  className?: string;
}

/** A titled card. */
export function Section({ title, hint, actions, children, className }: SectionProps) {
  return (
    <section className={className ? `card ${className}` : 'card'} aria-label={title}>
      <header className="card-header">
        <div>
          <h2>{title}</h2>
          {hint && <p className="hint">{hint}</p>}
        </div>
        {actions && <div className="actions">{actions}</div>}
      </header>
      {children}
    </section>
  );
}
