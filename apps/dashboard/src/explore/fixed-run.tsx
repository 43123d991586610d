/** A fixed model that runs in the browser beside the one that is explored. */
import { useQuery } from '@tanstack/react-query';
import type { JobDetail, TaskDetail } from '@yoto/core';
import { useMemo } from 'react';
import { useSearchParams } from 'react-router';
import { modelQuery } from '../api/job-queries.ts';
import { ErrorPanel } from '../components/error-panel.tsx';
import { newestCheckpoint } from '../pages/job/checkpoints-table.tsx';
import type { Look } from './look.ts';
import { askedEngine, useModelThread } from './model-thread.ts';
import type { FixedRow } from './nearest-fixed.tsx';
import { PictureRow, PictureTile } from './picture-tiles.tsx';
import { useModel } from './use-model.ts';
import { useShown } from './use-shown.ts';

interface FixedRunProps {
  detail: JobDetail;
  task: Pick<TaskDetail, 'id'>;
  request: Look;
  /** Of the pictures that are shown. */
  name: string;
  row: FixedRow;
}

export function FixedRun({ detail, task, request, name, row: { textOf, ...row } }: FixedRunProps) {
  const [query] = useSearchParams();
  const { lambda, checkpoints } = detail;
  const checkpoint = newestCheckpoint(checkpoints);
  const stored = useQuery(modelQuery(detail.id, checkpoint?.sha256));
  const thread = useModelThread(task.id, askedEngine(query));
  const { model, error: notOpened } = useModel(thread, stored.data);
  const { pictures, chosen } = request;
  const own = useMemo(
    () => ({ lambda: lambda ?? {}, pictures, chosen, stored: undefined }),
    [lambda, pictures, chosen],
  );
  const { shown, error: notShown } = useShown(model, own);
  const error = stored.error ?? notOpened ?? notShown;
  if (!checkpoint) return <p className="hint">The checkpoints of the nearest fixed model are gone.</p>;
  if (error) return <ErrorPanel error={error} />;
  const set = shown?.sets.find((one) => one.name === name);
  if (!set)
    return (
      <p className="hint" role="status">
        The nearest fixed model is being loaded…
      </p>
    );
  return (
    <PictureRow {...row} width={set.pictures[0]?.width ?? 0} count={set.pictures.length}>
      {set.pictures.map((picture, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a place in the row, which stays while its picture changes
        <PictureTile key={index} picture={picture} text={textOf(index)} />
      ))}
    </PictureRow>
  );
}
