import type { InputIssue, JobKind, PlanResponse } from '@yoto/core';
import { ErrorPanel } from '../components/error-panel.tsx';
import { lambdaText } from '../format/lambda-text.ts';
import { formatCompact, formatCount, formatPlural } from '../format/numbers.ts';
import { issueJoint } from './field-names.ts';
import { focusField } from './fields/issues-context.tsx';
import { PlanTime } from './plan-time.tsx';
import type { Planning } from './use-plan.ts';

interface PlanPreviewProps {
  planning: Planning;
  /** What the view that is shown calls the field at a path. */
  nameOf: (path: string) => string;
}

/** What submitting would do, or what stands in the way. */
export function PlanPreview({ planning, nameOf }: PlanPreviewProps) {
  const { plan, issues, pending, failure } = planning;
  return (
    <section className="card plan" aria-label="Planned jobs" aria-busy={pending}>
      <header className="card-header">
        <h2>Planned jobs</h2>
        {pending && plan && <p className="hint">Updating…</p>}
      </header>
      {failure ? <ErrorPanel error={failure} /> : null}
      {issues.length > 0 && <IssueSummary issues={issues} nameOf={nameOf} />}
      {plan && <Plan plan={plan} />}
      {plan && <PlanTime plan={plan} />}
      {plan && <JobList plan={plan} />}
      {!plan && issues.length === 0 && !failure && <p className="hint">Planning…</p>}
    </section>
  );
}

/** Every wrong place, each leading to its field. */
function IssueSummary({
  issues,
  nameOf,
}: Pick<PlanPreviewProps, 'nameOf'> & { issues: readonly InputIssue[] }) {
  return (
    <div className="issues" role="alert">
      <p>
        <strong>{formatPlural(issues.length, 'thing')} to change before this can run:</strong>
      </p>
      <ul>
        {issues.map(({ path, message }) => (
          <li key={`${path} ${message}`}>
            {path && (
              <button type="button" className="link" onClick={() => focusField(path)}>
                {nameOf(path)}
              </button>
            )}
            {path ? issueJoint(message) : ''}
            {message}
          </li>
        ))}
      </ul>
    </div>
  );
}

function Plan({ plan }: { plan: PlanResponse }) {
  return (
    <>
      <p className="plan-total" data-testid="plan-total">
        <strong>{formatPlural(plan.totalJobs, 'job')}</strong>
        <span>{formatPlural(plan.totalSteps, 'step')} in all</span>
      </p>
      <table className="numbers" aria-label="Planned groups">
        <thead>
          <tr>
            <th scope="col">Group</th>
            <th scope="col" className="numeric">
              Jobs
            </th>
            <th scope="col" className="numeric">
              Steps
            </th>
          </tr>
        </thead>
        <tbody>
          {plan.groups.map(({ name, kind, jobs, steps }) => (
            <tr key={`${kind} ${name}`}>
              <th scope="row">{kind === 'interpolation' ? `interpolation of ${name}` : name}</th>
              <td className="numeric">{formatCount(jobs)}</td>
              <td className="numeric">{formatCompact(steps)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

const MOST_LISTED = 200;
/** What there is to say of a job without a lambda of its own. */
const MANY_LAMBDAS: Record<JobKind, string> = {
  fixed: '',
  yoto: 'drawn per example',
  interpolation: 'mixture of the two extreme models',
  codec: 'every setting',
};

function JobList({ plan: { jobs } }: { plan: PlanResponse }) {
  return (
    <details className="more">
      <summary>Every job</summary>
      <div className="scroll scroll-tall">
        <table className="numbers" aria-label="Planned jobs">
          <thead>
            <tr>
              <th scope="col">Group</th>
              <th scope="col">Lambda</th>
              <th scope="col" className="numeric">
                Seed
              </th>
              <th scope="col" className="numeric">
                Steps
              </th>
            </tr>
          </thead>
          <tbody>
            {jobs.slice(0, MOST_LISTED).map(({ group, kind, lambda, seed, steps }) => (
              <tr key={`${kind} ${group} ${seed} ${lambda ? lambdaText(lambda) : ''}`}>
                <td>{group}</td>
                <td>{lambda ? lambdaText(lambda) : MANY_LAMBDAS[kind]}</td>
                <td className="numeric">{seed}</td>
                <td className="numeric">{formatCount(steps)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {jobs.length > MOST_LISTED && (
        <p className="hint">
          The first {formatCount(MOST_LISTED)} of {formatPlural(jobs.length, 'job')}.
        </p>
      )}
    </details>
  );
}
