import { parseLabel } from '@yoto/core';
import { sweepSummaries } from '../wire/sweep.ts';
import type { Operation } from './operation.ts';

const ARCHIVED = { no: false, yes: true, all: undefined };
const YES_OR_NO = { yes: true, no: false };

/** A page of sweeps; the storage filters and sorts. */
export const listSweeps: Operation<'listSweeps'> = async (context, { query }) => {
  const { limit, cursor, reference, search, sort } = query;
  const { rows, nextCursor, total } = await context.storage.sweeps.list(
    { limit, cursor },
    {
      reference,
      search,
      sort,
      tasks: several(query.task),
      states: several(query.state),
      labels: several(query.label)?.map(parseLabel),
      favourite: query.favourite && YES_OR_NO[query.favourite],
      archived: ARCHIVED[query.archived],
      createdAfter: moment(query.createdAfter),
      createdBefore: moment(query.createdBefore),
    },
  );
  return { items: await sweepSummaries(context, rows), nextCursor, total };
};

const several = <T extends string>(value: T | T[] | undefined): T[] | undefined =>
  typeof value === 'string' ? [value] : value;

const moment = (text: string | undefined): Date | undefined =>
  text === undefined ? undefined : new Date(text);
