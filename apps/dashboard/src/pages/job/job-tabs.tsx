/** The parts of a job. */
import { Tabs } from '../../components/tabs.tsx';

const JOB_TABS = [
  { path: '', label: 'Overview' },
  { path: 'log', label: 'Log' },
  { path: 'evaluation', label: 'Evaluation' },
  { path: 'pictures', label: 'Pictures' },
  { path: 'files', label: 'Files' },
  { path: 'spec', label: 'Spec' },
] as const;

export type JobTab = (typeof JOB_TABS)[number]['path'];

export const isJobTab = (path: string): path is JobTab => JOB_TABS.some((tab) => tab.path === path);

export const JobTabs = ({ jobId }: { jobId: string }) => (
  <Tabs label="Parts of the job" address={`/jobs/${jobId}`} tabs={JOB_TABS} />
);
