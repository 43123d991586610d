import type { AttemptDetail } from '@yoto/core';
import { Section } from '../../components/page.tsx';
import { formatPercent } from '../../format/numbers.ts';
import { formatDuration } from '../../format/time.ts';

const WHAT: Record<string, string> = {
  data: 'Reading data',
  compute: 'Training steps',
  evaluate: 'Evaluating',
  report: 'Reporting and saving',
};

/** What the trainers of a job spent their time on, all attempts that told it together: the longest first. */
export function timeShares(
  attempts: readonly Pick<AttemptDetail, 'timings'>[],
): { name: string; ms: number; share: number }[] {
  const totals = new Map<string, number>();
  for (const { timings } of attempts) {
    for (const [name, ms] of Object.entries(timings ?? {})) totals.set(name, (totals.get(name) ?? 0) + ms);
  }
  const all = [...totals.values()].reduce((sum, ms) => sum + ms, 0);
  return [...totals]
    .map(([name, ms]) => ({ name, ms, share: all > 0 ? ms / all : 0 }))
    .sort((a, b) => b.ms - a.ms);
}

export function TimeSection({ attempts }: { attempts: readonly AttemptDetail[] }) {
  const shares = timeShares(attempts);
  return (
    <Section title="Where the time went" hint="All attempts that have ended">
      {shares.length === 0 ? (
        <p className="hint">Trainers tell it when an attempt ends.</p>
      ) : (
        <dl className="time-shares">
          {shares.map(({ name, ms, share }) => (
            <div key={name}>
              <dt>{WHAT[name] ?? name}</dt>
              <dd>
                {formatDuration(ms)} <span className="muted">{formatPercent(share)}</span>
              </dd>
              <dd className="time-bar" aria-hidden="true">
                <span style={{ width: `${100 * share}%` }} />
              </dd>
            </div>
          ))}
        </dl>
      )}
    </Section>
  );
}
