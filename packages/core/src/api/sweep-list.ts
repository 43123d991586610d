/** What a list of sweeps can be asked for. */
import { z } from 'zod';
import { lineOfText } from '../plain-text.ts';
import { SweepState } from '../sweep/sweep-state.ts';
import { pageQuery } from './route-parts.ts';

/** `newest` and `activity`: the newest first; `name`: from A to Z. */
export const SWEEP_SORTS = ['newest', 'name', 'activity'] as const;
export type SweepSort = (typeof SWEEP_SORTS)[number];

export const ARCHIVED_CHOICES = ['no', 'yes', 'all'] as const;

const oneOrMore = <S extends z.ZodType>(one: S) => z.union([one, z.array(one).max(50)]).optional();
const Moment = z.union([z.iso.date(), z.iso.datetime({ offset: true })], {
  error: 'must be a date (2026-03-01, in UTC) or a moment (2026-03-01T12:00:00Z)',
});

export const SweepListQuery = z.strictObject({
  ...pageQuery,
  reference: z.string().min(1).max(200).optional().meta({
    description:
      'Only those that this may mean: the sweeps of exactly this name, or else those whose id begins with it (4 characters or more)',
  }),
  search: lineOfText(200).optional().meta({
    description:
      'Only those with all of these words (or parts of words) in their name or description, in any case, or whose id begins with it',
  }),
  task: oneOrMore(z.string().min(1).max(100)).meta({
    description: 'Only those of this task, or of any of several',
  }),
  state: oneOrMore(SweepState).meta({ description: 'Only those in this state, or in any of several' }),
  label: oneOrMore(lineOfText(330).min(1)).meta({
    description: 'Only those with this label, `key=value`, or any value: `key`; with all of several',
  }),
  favourite: z.enum(['yes', 'no']).optional(),
  archived: z.enum(ARCHIVED_CHOICES).default('no').meta({ description: 'Whether archived ones are listed' }),
  createdAfter: Moment.optional().meta({ description: 'Only those created at this moment or later' }),
  createdBefore: Moment.optional().meta({ description: 'Only those created before this moment' }),
  sort: z.enum(SWEEP_SORTS).default('newest'),
});
