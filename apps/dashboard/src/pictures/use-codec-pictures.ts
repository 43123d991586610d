import { useQuery } from '@tanstack/react-query';
import type { Lambda, SweepDetail } from '@yoto/core';
import { sweepJobsQuery, tasksQuery } from '../api/queries.ts';
import { shownValues } from '../examples/shown-values.ts';
import { useExamples } from '../examples/use-examples.ts';
import { type CodecCell, codecCells } from './codec-pictures.ts';
import type { ShownSheet } from './gallery.ts';

/** What the codecs of a sweep have to show beside a sheet. */
export type CodecsBeside = (lambda: Lambda, sheet: ShownSheet) => CodecCell[];

/** Asks for nothing where the sweep has no codec. `seed`: of the models beside them; undefined: there are none. */
export function useCodecPictures(
  { id, taskId, spec }: Pick<SweepDetail, 'id' | 'taskId' | 'spec'>,
  seed: number | undefined,
): CodecsBeside {
  const hasCodecs = seed !== undefined && spec.groups.some(({ kind }) => kind === 'codec');
  const jobs = useQuery({ ...sweepJobsQuery(id), enabled: hasCodecs }).data?.items ?? [];
  const hasYoto = jobs.some(({ kind }) => kind === 'yoto');
  // Of the models only those that codecs are matched with.
  const needed = jobs.filter(({ kind }) => kind === 'codec' || !hasYoto || kind === 'yoto');
  const examples = useExamples(id, hasCodecs ? needed : [], seed);
  const task = useQuery(tasksQuery()).data?.items.find((one) => one.id === taskId);
  const [rate] = task ? shownValues(task) : [];
  return (lambda, sheet) => (examples && rate ? codecCells(examples, { lambda, sheet, rate }) : []);
}
