/** What several routes take or give. */
import { z } from 'zod';

export const ById = z.strictObject({ id: z.uuid({ error: 'must be an id (a UUID)' }) });
export const pageQuery = {
  limit: z.coerce.number().int().min(1).max(500).default(50),
  cursor: z.string().max(200).optional(),
};
export const pageOf = <S extends z.ZodType>(item: S) =>
  z.strictObject({ items: z.array(item), nextCursor: z.string().nullable() });
