/** The kinds of line in the history of a job or a sweep. */
import { z } from 'zod';

export const EventType = z.enum([
  'submitted',
  'started',
  /** The attempt begins at a checkpoint. */
  'restored',
  'completed',
  /** An attempt ended and the job waits for the next one. */
  'requeued',
  'failed',
  'cancelled',
  'pausing',
  'paused',
  /** A person resumed it. */
  'resumed',
  'retried',
  /** A person renamed, labelled or archived the sweep, or changed its priority. */
  'edited',
  'pictures_failed',
  /** Anything else that a trainer tells people. */
  'note',
  /** A worker gets no more jobs. */
  'quarantined',
]);
export type EventType = z.infer<typeof EventType>;
