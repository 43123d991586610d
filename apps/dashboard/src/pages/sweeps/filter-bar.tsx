/** The search box, the filters and the order of the list of sweeps. */
import { useQuery } from '@tanstack/react-query';
import { type SweepSort, SweepState } from '@yoto/core';
import { useEffect, useRef, useState } from 'react';
import { tasksQuery } from '../../api/queries.ts';
import { stateText } from '../../format/sweep-state.ts';
import type { ListFilter } from './list-filter.ts';

interface FilterBarProps {
  filter: ListFilter;
  onChange: (change: Partial<ListFilter>) => void;
}

export function FilterBar({ filter, onChange }: FilterBarProps) {
  const tasks = useQuery(tasksQuery()).data?.items.map(({ id }) => id) ?? [];
  // One that the server no longer has may still have sweeps.
  const known = filter.task === undefined || tasks.includes(filter.task) ? tasks : [...tasks, filter.task];
  return (
    <search className="filter-bar">
      <SearchBox value={filter.search} onChange={(search) => onChange({ search })} />
      <div className="filter-choices">
        <Choice
          label="State"
          value={filter.state}
          choices={SweepState.options.map((state) => [state, stateText(state)])}
          onChange={(state) => onChange({ state })}
        />
        <Choice
          label="Task"
          value={filter.task}
          choices={known.map((id) => [id, id])}
          onChange={(task) => onChange({ task })}
        />
        <Choice
          label="Created"
          value={filter.created}
          choices={[
            ['1d', 'within a day'],
            ['7d', 'within a week'],
            ['30d', 'within a month'],
            ['365d', 'within a year'],
            ['dates', 'between dates'],
          ]}
          onChange={(created) => onChange({ created, from: undefined, to: undefined })}
        />
        {filter.created === 'dates' && <DateRange filter={filter} onChange={onChange} />}
        <Choice
          label="Archive"
          none="left out"
          value={filter.archived === 'no' ? undefined : filter.archived}
          choices={[
            ['yes', 'alone'],
            ['all', 'included'],
          ]}
          onChange={(archived) => onChange({ archived: archived ?? 'no' })}
        />
        <button
          type="button"
          className={filter.favourite ? 'choice choice-set' : 'choice'}
          aria-pressed={filter.favourite}
          onClick={() => onChange({ favourite: !filter.favourite })}
        >
          <span aria-hidden="true">★</span> Favourites
        </button>
        <SortChoice value={filter.sort} onChange={(sort) => onChange({ sort })} />
      </div>
    </search>
  );
}

/** How long nobody types before the server is asked. */
const TYPING_MS = 250;

function SearchBox({ value, onChange }: { value: string; onChange: (text: string) => void }) {
  const [text, setText] = useState(value);
  const input = useRef<HTMLInputElement>(null);
  const sent = useRef<string[]>([]);
  // The address may change by other ways: going back, clearing the filters. What was sent from here comes back by it, perhaps
  // after more was typed.
  useEffect(() => {
    const at = sent.current.indexOf(value);
    if (at < 0) setText(value);
    else sent.current.splice(0, at + 1);
  }, [value]);
  useEffect(() => {
    const wanted = text.trim();
    if (wanted === value) return;
    const timer = setTimeout(() => {
      if (sent.current.at(-1) !== wanted) sent.current.push(wanted);
      onChange(text);
    }, TYPING_MS);
    return () => clearTimeout(timer);
  }, [text, value, onChange]);
  useSlash(input);
  return (
    <div className="search-box">
      <svg viewBox="0 0 16 16" width="15" height="15" aria-hidden="true">
        <circle cx="7" cy="7" r="4.5" />
        <path d="M10.5 10.5 14 14" />
      </svg>
      <input
        ref={input}
        type="search"
        aria-label="Search sweeps"
        aria-keyshortcuts="/"
        placeholder="Search names, descriptions, ids"
        autoComplete="off"
        spellCheck={false}
        maxLength={200}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <span className="key" aria-hidden="true">
        /
      </span>
    </div>
  );
}

/** The key `/` leads to the search, unless something is being typed or asked. */
function useSlash(input: { current: HTMLInputElement | null }): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const { target } = event;
      const typing = target instanceof Element && target.closest('input, textarea, select, dialog');
      if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || typing) return;
      event.preventDefault();
      input.current?.focus();
      input.current?.select();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [input]);
}

function DateRange({ filter: { from, to }, onChange }: FilterBarProps) {
  return (
    <span className="choice choice-set">
      <input
        type="date"
        aria-label="Created from"
        value={from ?? ''}
        max={to}
        onChange={(event) => onChange({ from: event.target.value || undefined })}
      />
      to
      <input
        type="date"
        aria-label="Created until"
        value={to ?? ''}
        min={from}
        onChange={(event) => onChange({ to: event.target.value || undefined })}
      />
    </span>
  );
}

interface ChoiceProps<T extends string> {
  label: string;
  /** What it says while nothing is chosen. */
  none?: string;
  value: T | undefined;
  choices: readonly (readonly [value: T, text: string])[];
  onChange: (value: T | undefined) => void;
}

/** A filter that looks set when it is. */
function Choice<T extends string>({ label, none = 'any', value, choices, onChange }: ChoiceProps<T>) {
  return (
    <label className={value === undefined ? 'choice' : 'choice choice-set'}>
      {label}
      <select
        value={value ?? ''}
        onChange={(event) => onChange(choices.find(([choice]) => choice === event.target.value)?.[0])}
      >
        <option value="">{none}</option>
        {choices.map(([choice, text]) => (
          <option key={choice} value={choice}>
            {text}
          </option>
        ))}
      </select>
    </label>
  );
}

const SORTS: readonly (readonly [SweepSort, string])[] = [
  ['newest', 'newest'],
  ['activity', 'last activity'],
  ['name', 'name'],
];

function SortChoice({ value, onChange }: { value: SweepSort; onChange: (sort: SweepSort) => void }) {
  return (
    <label className="choice choice-sort">
      Sort by
      <select value={value} onChange={(event) => onChange(event.target.value as SweepSort)}>
        {SORTS.map(([sort, text]) => (
          <option key={sort} value={sort}>
            {text}
          </option>
        ))}
      </select>
    </label>
  );
}
