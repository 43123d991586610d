/** What people change about sweeps that are there: one of them, or several at once. */
import { z } from 'zod';
import { ERROR_CODES } from '../errors.ts';
import { LabelChanges } from '../sweep/sweep-labels.ts';
import { SweepDescription, SweepName } from '../sweep/sweep-spec.ts';
import { queueFields } from '../sweep/training-spec.ts';

const shared = {
  labels: LabelChanges.optional().meta({ description: 'A value sets a label, null removes it; others stay' }),
  favourite: z.boolean().optional(),
  archived: z.boolean().optional().meta({ description: 'Archived sweeps are left out of lists' }),
  priority: queueFields.priority.optional().meta({
    description: 'Of all its jobs that are not completed; those that run go on',
  }),
};
const changesSomething = (changes: object) => Object.values(changes).some((value) => value !== undefined);
const NOTHING = { error: 'changes nothing: name a field' };

/** Of one sweep; what is left out stays. */
export const SweepChanges = z
  .strictObject({
    name: SweepName.optional(),
    description: SweepDescription.optional().meta({ description: 'Empty to remove it' }),
    ...shared,
  })
  .refine(changesSomething, NOTHING);
export type SweepChanges = z.infer<typeof SweepChanges>;

const MOST_AT_ONCE = 500;
const ids = z.array(z.uuid()).min(1, 'name at least one sweep').max(MOST_AT_ONCE);

/** The same for several sweeps. */
export const BulkRequest = z.discriminatedUnion('action', [
  z.strictObject({ action: z.enum(['pause', 'resume', 'cancel', 'delete']), ids }),
  z.strictObject({
    action: z.literal('edit'),
    ids,
    changes: z.strictObject(shared).refine(changesSomething, NOTHING),
  }),
]);
export type BulkRequest = z.infer<typeof BulkRequest>;

/** What became of each sweep, in the order asked: a refusal of one keeps none of the others from being done. */
export const BulkResult = z
  .strictObject({
    id: z.uuid(),
    name: z.string().nullable().meta({ description: 'Null for a sweep that does not exist' }),
    done: z.boolean(),
    message: z.string().meta({ description: 'What was done, or why nothing was' }),
    code: z.enum(ERROR_CODES).nullable().meta({ description: 'Null where it was done' }),
  })
  .meta({ id: 'BulkResult' });
export type BulkResult = z.infer<typeof BulkResult>;
