/** What repositories are asked: which rows, how many of them, and what is written. */
import type { JobState, SweepSort, SweepState } from '@yoto/core';
import type { ArtifactRow } from './rows.ts';

/** What is left out filters nothing. */
export interface SweepFilter {
  /**
   * Only the sweeps that it may mean: those of exactly that name, or else those whose id begins with it
   * (`SHORTEST_ID_PREFIX` characters or more).
   */
  reference?: string | undefined;
  /** All of these words are in the name or the description, in any case; or the id begins with it. */
  search?: string | undefined;
  /** One of them. */
  tasks?: readonly string[] | undefined;
  states?: readonly SweepState[] | undefined;
  /** All of them, with the value where one is given. */
  labels?: readonly { key: string; value: string | undefined }[] | undefined;
  favourite?: boolean | undefined;
  archived?: boolean | undefined;
  createdAfter?: Date | undefined;
  createdBefore?: Date | undefined;
  /** The newest first unless given. */
  sort?: SweepSort | undefined;
}

export interface JobFilter {
  sweepId?: string | undefined;
  state?: JobState | undefined;
  /** The beginning of an id. */
  idPrefix?: string | undefined;
}

export interface PageRequest {
  limit: number;
  cursor?: string | undefined;
}

export interface CurvesQuery {
  /** All curves of the job if left out. */
  names?: readonly string[] | undefined;
  maxPoints: number;
  /** Both ends are included. */
  fromStep?: number | undefined;
  toStep?: number | undefined;
}

export type NewArtifact = Pick<ArtifactRow, 'name' | 'mediaType' | 'key' | 'sha256' | 'bytes'>;
