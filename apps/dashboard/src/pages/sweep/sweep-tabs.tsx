/** The parts of a sweep, each with an address of its own. The axes and the slice chosen in one hold in all. */
import { NavLink, useLocation } from 'react-router';

const SWEEP_TABS = [
  { path: '', label: 'Frontier' },
  { path: 'analysis', label: 'Analysis' },
  { path: 'jobs', label: 'Jobs' },
  { path: 'curves', label: 'Curves' },
  { path: 'examples', label: 'Examples' },
  { path: 'pictures', label: 'Pictures' },
  { path: 'spec', label: 'Spec' },
  { path: 'activity', label: 'Activity' },
] as const;

export type SweepTab = (typeof SWEEP_TABS)[number]['path'];

export const isSweepTab = (path: string): path is SweepTab => SWEEP_TABS.some((tab) => tab.path === path);

export function SweepTabs({ sweepId }: { sweepId: string }) {
  const { search } = useLocation();
  return (
    <nav className="tabs" aria-label="Parts of the sweep">
      {SWEEP_TABS.map(({ path, label }) => (
        <NavLink key={path} to={{ pathname: `/sweeps/${sweepId}/${path}`, search }} end replace={false}>
          {label}
        </NavLink>
      ))}
    </nav>
  );
}
