/** The parts of a page, each with an address of its own below that of the page. */
import { Link, useLocation } from 'react-router';

interface Tab {
  /** The last part of the address; empty for the first. */
  path: string;
  label: string;
}

interface TabsProps {
  label: string;
  /** Where the page begins, e.g. `/jobs/ID`. */
  address: string;
  tabs: readonly Tab[];
}

/** What the query of the address says holds in all parts. */
export function Tabs({ label, address, tabs }: TabsProps) {
  const { pathname, search } = useLocation();
  // Addresses may have been typed with a slash at their end.
  const here = pathname.replace(/\/+$/, '');
  return (
    <nav className="tabs" aria-label={label}>
      {tabs.map(({ path, label: text }) => {
        const to = path === '' ? address : `${address}/${path}`;
        const isHere = here === to;
        return (
          <Link
            key={path}
            to={{ pathname: to, search }}
            className={isHere ? 'active' : undefined}
            aria-current={isHere ? 'page' : undefined}
          >
            {text}
          </Link>
        );
      })}
    </nav>
  );
}
