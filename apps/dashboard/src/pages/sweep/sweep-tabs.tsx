/** The parts of a sweep. The axes and the slice chosen in one hold in all. */
import { Tabs } from '../../components/tabs.tsx';

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

export const SweepTabs = ({ sweepId }: { sweepId: string }) => (
  <Tabs label="Parts of the sweep" address={`/sweeps/${sweepId}`} tabs={SWEEP_TABS} />
);
