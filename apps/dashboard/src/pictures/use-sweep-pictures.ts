/** The stored pictures of a sweep, model by model, of one seed. */
import { useQuery } from '@tanstack/react-query';
import { type SweepPictures as Answer, seriesName } from '@yoto/core';
import { useState } from 'react';
import { serverUrl } from '../api/base-path.ts';
import { sweepPicturesQuery } from '../api/job-queries.ts';
import type { QueryState } from '../components/query-view.tsx';
import { type ModelPictures, sectionsOf } from './gallery.ts';

export interface SweepPictures {
  models: readonly ModelPictures[];
  /** What there is to show that depends on lambda, and which of it is chosen. */
  sections: { name: string; label: string }[];
  section: string;
  setSection: (name: string) => void;
  seeds: readonly number[];
  seed: number;
  setSeed: (seed: number) => void;
  /** Why the pictures of some jobs are missing. */
  problem: string | null;
  /** Jobs of the seed whose pictures are shown, and all that have some. */
  visible: number;
  all: number;
}

interface AskedPictures {
  query: QueryState<Answer>;
  /** Undefined as long as no job has pictures, and until it is known. */
  pictures: SweepPictures | undefined;
}

export function useSweepPictures(sweepId: string): AskedPictures {
  const [chosenSeed, setSeed] = useState<number>();
  const [chosen, setSection] = useState<string>();
  const query = useQuery(sweepPicturesQuery(sweepId, chosenSeed));
  const { seed = null, seeds = [], jobs = [], jobsOfSeed = 0, problem = null } = query.data ?? {};
  if (seed === null) return { query, pictures: undefined };
  const models = modelsOf(jobs);
  const sections = sectionsOf(models);
  const section = (sections.find(({ name }) => name === chosen) ?? sections[0])?.name ?? '';
  const pictures = {
    ...{ models, sections, section, setSection, seeds, seed, setSeed, problem },
    ...{ visible: jobs.length, all: jobsOfSeed },
  };
  return { query, pictures };
}

/** One per series, in plan order: a group's interpolation stands beside the group's own models. */
function modelsOf(jobs: Answer['jobs']): ModelPictures[] {
  const nameOf = ({ group, kind }: Answer['jobs'][number]) => seriesName(group, kind);
  return [...new Set(jobs.map(nameOf))].map((name) => {
    const members = jobs.filter((job) => nameOf(job) === name);
    const kind = members.some((job) => job.kind === 'yoto') ? 'yoto' : 'fixed';
    const sheets = members.flatMap((job) =>
      job.sheets.map((sheet) => ({ ...sheet, url: serverUrl(sheet.url) })),
    );
    return { name, kind, sheets };
  });
}
