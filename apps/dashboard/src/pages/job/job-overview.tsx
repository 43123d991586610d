/** What one wants to know of a job first: why it failed, how it trained, who trained it and what happened. */
import { useQuery } from '@tanstack/react-query';
import type { JobDetail } from '@yoto/core';
import { Link } from 'react-router';
import { sweepQuery } from '../../api/queries.ts';
import { Section } from '../../components/page.tsx';
import { attemptReason } from '../../format/attempt-reason.ts';
import { Events } from '../sweep/event-list.tsx';
import { AttemptsTable } from './attempts-table.tsx';
import { JobCurves } from './job-curves.tsx';
import { TimeSection } from './time-section.tsx';

export function JobOverview({ job }: { job: JobDetail }) {
  const groups = useQuery(sweepQuery(job.sweepId)).data?.spec.groups;
  return (
    <>
      <Failure job={job} />
      <JobCurves job={job} groups={groups} />
      <Section title="Attempts" className="card-flush" hint="Newest first">
        <AttemptsTable attempts={job.attempts} />
      </Section>
      <div className="columns">
        <TimeSection attempts={job.attempts} />
        <Section title="Events" hint="Newest first">
          <Events events={job.events} />
        </Section>
      </div>
    </>
  );
}

/** The error of the job, what it means, and where to look. */
function Failure({ job }: { job: JobDetail }) {
  if (!job.errorMessage) return null;
  const last = job.attempts.find(({ number }) => number === job.attempt);
  return (
    <div className="panel panel-error">
      <h2>{job.state === 'failed' ? 'Why it failed' : 'The last failure'}</h2>
      <p>{job.errorMessage}</p>
      {last?.outcome && <p className="hint">{attemptReason(last).explanation}</p>}
      <p>
        <Link to={`/jobs/${job.id}/log`}>Look into the log</Link>, which has what the trainer printed before.
      </p>
    </div>
  );
}
