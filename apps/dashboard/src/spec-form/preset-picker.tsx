/** The experiments that the tasks have ready: one click fills the form. */
import { useQuery } from '@tanstack/react-query';
import type { PresetDetail, TaskDetail } from '@yoto/core';
import { useState } from 'react';
import { Link } from 'react-router';
import { presetsQuery } from '../api/queries.ts';
import { Section } from '../components/page.tsx';
import { Segmented } from '../components/segmented.tsx';
import { formatCompact, formatPlural } from '../format/numbers.ts';

interface PresetPickerProps {
  tasks: readonly TaskDetail[];
  /** The address of the form filled with a preset. */
  addressOf: (name: string, scale: string) => string;
  chosen: { name: string; scale: string } | undefined;
}

/** Nothing where the tasks have no presets, or where those cannot be had. */
export function PresetPicker({ tasks, addressOf, chosen }: PresetPickerProps) {
  const { data } = useQuery(presetsQuery());
  const presets = data?.items ?? [];
  const offered = tasks.filter(({ id }) => presets.some(({ taskId }) => taskId === id));
  const chosenTask = presets.find(({ name }) => name === chosen?.name)?.taskId;
  const [picked, setPicked] = useState<string>();
  const taskId = picked ?? chosenTask ?? offered[0]?.id;
  if (!data || taskId === undefined) return null;
  return (
    <Section
      title="Start from an experiment of the papers"
      hint="Each at three sizes: tiny takes minutes, small hours, paper is the original. The form below can change it."
      actions={
        offered.length > 1 && (
          <Segmented
            label="Presets of"
            choices={offered.map(({ id, title }) => ({ value: id, label: title }))}
            value={taskId}
            onChange={setPicked}
          />
        )
      }
    >
      <ul className="presets">
        {presets
          .filter((preset) => preset.taskId === taskId)
          .map((preset) => (
            <PresetCard key={preset.name} preset={preset} addressOf={addressOf} chosen={chosen} />
          ))}
      </ul>
    </Section>
  );
}

function PresetCard({
  preset: { name, title, description, source, scales },
  addressOf,
  chosen,
}: Pick<PresetPickerProps, 'addressOf' | 'chosen'> & { preset: PresetDetail }) {
  return (
    <li className="preset">
      <h3>{title}</h3>
      <p className="hint">
        <span className="preset-source">{source}</span> {description}
      </p>
      <span className="preset-scales">
        {scales.map(({ scale, jobs, steps }) => (
          <Link
            key={scale}
            className="preset-scale"
            to={addressOf(name, scale)}
            preventScrollReset
            aria-current={chosen?.name === name && chosen.scale === scale ? 'true' : undefined}
            title={`${formatPlural(steps, 'step')} in all`}
          >
            <span className="visually-hidden">{title}, </span>
            <strong>{scale}</strong>
            <span>{formatPlural(jobs, 'job')}</span>
            <span>{formatCompact(steps)} steps</span>
          </Link>
        ))}
      </span>
    </li>
  );
}
