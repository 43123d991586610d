import { useQuery } from '@tanstack/react-query';
import type { EventDetail } from '@yoto/core';
import { Link } from 'react-router';
import { sweepEventsQuery, sweepJobsQuery } from '../../api/queries.ts';
import { jobLabel } from '../../charts/curves-chart.ts';
import { Age } from '../../components/age.tsx';
import { Section } from '../../components/page.tsx';
import { QueryView } from '../../components/query-view.tsx';

/** What happened in a sweep, each line with the job it is about. */
export function EventList({ sweepId }: { sweepId: string }) {
  const jobs = useQuery(sweepJobsQuery(sweepId)).data?.items ?? [];
  const labels = new Map(jobs.map((job) => [job.id, jobLabel(job)]));
  const query = useQuery(sweepEventsQuery(sweepId));
  return (
    <Section title="Events" hint="Newest first">
      <QueryView query={query}>{({ items }) => <Events events={items} jobLabels={labels} />}</QueryView>
    </Section>
  );
}

interface EventsProps {
  events: readonly EventDetail[];
  /** Names of the jobs to link to, by id. */
  jobLabels?: ReadonlyMap<string, string>;
}

export function Events({ events, jobLabels }: EventsProps) {
  if (events.length === 0) return <p className="hint pad">Nothing has happened yet.</p>;
  return (
    <ol className="events">
      {events.map((event) => (
        <li key={event.id}>
          <Age of={event.createdAt} />
          <span>
            {event.message} <EventJob event={event} labels={jobLabels} />
          </span>
        </li>
      ))}
    </ol>
  );
}

function EventJob({ event: { jobId }, labels }: { event: EventDetail; labels: EventsProps['jobLabels'] }) {
  const label = jobId === null ? undefined : labels?.get(jobId);
  return label === undefined ? null : (
    <Link to={`/jobs/${jobId}`} className="nowrap">
      {label}
    </Link>
  );
}
