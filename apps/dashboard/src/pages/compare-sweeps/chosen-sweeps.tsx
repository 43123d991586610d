/** Which sweeps are compared, with a box for each of their groups, and a search for more. */
import { useQuery } from '@tanstack/react-query';
import type { ComparedSweep, SweepDetail } from '@yoto/core';
import { useState } from 'react';
import { Link } from 'react-router';
import { sweepChoicesQuery } from '../../api/comparison-queries.ts';
import { Age } from '../../components/age.tsx';
import { Section } from '../../components/page.tsx';
import { withGroup } from './compared-of.ts';

interface ChosenSweepsProps {
  compared: readonly ComparedSweep[];
  /** Those of them that are known by now. */
  sweeps: readonly SweepDetail[];
  onChange: (compared: ComparedSweep[]) => void;
}

export function ChosenSweeps({ compared, sweeps, onChange }: ChosenSweepsProps) {
  const replace = (id: string, next: ComparedSweep | undefined) =>
    onChange(compared.flatMap((one) => (one.id === id ? (next ?? []) : one)));
  return (
    <Section
      title="Compared sweeps"
      hint="The first fixed group is what the others are compared with"
      actions={
        <AddSweep
          task={sweeps[0]?.taskId}
          chosen={compared}
          onAdd={(id) => onChange([...compared, { id, groups: undefined }])}
        />
      }
    >
      <ul className="compared-sweeps">
        {sweeps.map((sweep) => {
          const one = compared.find(({ id }) => id === sweep.id);
          if (!one) return null;
          const all = sweep.spec.groups.map(({ name }) => name);
          return (
            <li key={sweep.id}>
              <Link to={`/sweeps/${sweep.id}`}>{sweep.name}</Link>
              <Age of={sweep.createdAt} />
              {all.map((group) => (
                <label key={group} className="check">
                  <input
                    type="checkbox"
                    checked={one.groups?.includes(group) ?? true}
                    onChange={() => replace(sweep.id, withGroup(one, all, group))}
                  />
                  {group}
                </label>
              ))}
              <button
                type="button"
                className="button button-small"
                aria-label={`Remove ${sweep.name}`}
                onClick={() => replace(sweep.id, undefined)}
              >
                Remove
              </button>
            </li>
          );
        })}
      </ul>
    </Section>
  );
}

interface AddSweepProps {
  /** Only sweeps of this task fit; undefined: any does. */
  task: string | undefined;
  chosen: readonly ComparedSweep[];
  onAdd: (id: string) => void;
}

function AddSweep({ task, chosen, onAdd }: AddSweepProps) {
  const [search, setSearch] = useState('');
  const [isOpen, setOpen] = useState(false);
  const query = useQuery({ ...sweepChoicesQuery(search.trim(), task), enabled: isOpen });
  const choices = (query.data?.items ?? []).filter(({ id }) => !chosen.some((one) => one.id === id));
  return (
    <div className="add-sweep">
      <input
        type="search"
        className="input"
        value={search}
        placeholder="Add a sweep…"
        aria-label="Find a sweep to add"
        onFocus={() => setOpen(true)}
        onChange={({ target }) => setSearch(target.value)}
      />
      {isOpen && (
        <ul aria-label="Sweeps to add">
          {choices.map(({ id, name, createdAt }) => (
            <li key={id}>
              <button
                type="button"
                className="button button-small"
                onClick={() => {
                  onAdd(id);
                  setSearch('');
                  setOpen(false);
                }}
              >
                {name}
              </button>
              <Age of={createdAt} />
            </li>
          ))}
          {query.data && choices.length === 0 && (
            <li className="hint">No {task === undefined ? '' : 'other '}sweep matches.</li>
          )}
        </ul>
      )}
    </div>
  );
}
