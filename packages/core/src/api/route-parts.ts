/** What several routes take or give. */
import { z } from 'zod';

export const ById = z.strictObject({ id: z.uuid({ error: 'must be an id (a UUID)' }) });
export const pageQuery = {
  limit: z.coerce.number().int().min(1).max(500).default(50),
  /** Holds the sort key of a row, such as a name. */
  cursor: z.string().max(4000).optional(),
};
export const pageOf = <S extends z.ZodType>(item: S) =>
  z.strictObject({ items: z.array(item), nextCursor: z.string().nullable() });

/** The shortest beginning of an id that stands for it: less is more often a typing mistake. */
export const SHORTEST_ID_PREFIX = 4;
export const idPrefixQuery = z
  .string()
  .min(SHORTEST_ID_PREFIX)
  .max(36)
  .regex(/^[0-9a-fA-F-]+$/, 'must be the beginning of an id: hexadecimal digits and hyphens');
