import type { SweepDetail } from '@yoto/core';
import { Section } from '../../components/page.tsx';
import { specDifferences } from './spec-differences.ts';

/** More would be two experiments that have little in common. */
const MOST_ROWS = 200;

export function SpecDifferencesTable({ sweeps }: { sweeps: readonly SweepDetail[] }) {
  if (sweeps.length < 2) return null;
  const differences = specDifferences(sweeps.map(({ spec }) => spec));
  const shown = differences.slice(0, MOST_ROWS);
  const rest = differences.length - shown.length;
  return (
    <Section
      title="What differs"
      className="card-flush"
      hint="Values of the specs that are not the same in all sweeps; a dash where nothing is written"
    >
      {differences.length === 0 ? (
        <p className="hint pad">The specs are the same, but for their names.</p>
      ) : (
        <div className="scroll">
          <table className="table" aria-label="What differs">
            <thead>
              <tr>
                <th scope="col">Setting</th>
                {sweeps.map(({ id, name }) => (
                  <th scope="col" key={id}>
                    {name}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {shown.map(({ path, values }) => (
                <tr key={path}>
                  <th scope="row">
                    <code>{path}</code>
                  </th>
                  {sweeps.map(({ id, name }, i) => (
                    <td key={id} data-label={name}>
                      {values[i] ?? '–'}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {rest > 0 && <p className="hint pad">And {rest} more.</p>}
    </Section>
  );
}
