/** The parts of a page, each with an address of its own below that of the page. */
import { NavLink, useLocation } from 'react-router';

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
  const { search } = useLocation();
  return (
    <nav className="tabs" aria-label={label}>
      {tabs.map((tab) => (
        <NavLink key={tab.path} to={{ pathname: `${address}/${tab.path}`, search }} end>
          {tab.label}
        </NavLink>
      ))}
    </nav>
  );
}
