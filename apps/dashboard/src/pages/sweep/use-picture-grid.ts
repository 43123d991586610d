/** How the pictures of a sweep are arranged: lambda by lambda, or along one weight. */
import { useQuery } from '@tanstack/react-query';
import { type Lambda, parseLambdaText } from '@yoto/core';
import { useState } from 'react';
import { tasksQuery } from '../../api/queries.ts';
import type { ModelPictures } from '../../pictures/gallery.ts';
import { gridParameters, pictureGrid } from '../../pictures/picture-grid.ts';
import { useComparisonChoice } from './use-comparison.ts';

/** In place of a parameter. */
export const BY_LAMBDA = '';

/**
 * Along which weight the pictures are arranged: as somebody asked, else along the slice that the charts show; where several
 * vary, along the first of them, as lambdas of many weights are hard to read.
 */
export function usePictureGrid(models: readonly ModelPictures[], section: string, taskId: string) {
  const [asked, setAlong] = useState<string>();
  const [{ slice, base }] = useComparisonChoice();
  const task = useQuery(tasksQuery()).data?.items.find(({ id }) => id === taskId);
  const parameters = gridParameters(models, section);
  const usual =
    parameters.length > 1 ? (parameters.find((name) => name === slice) ?? parameters[0]) : undefined;
  const along =
    [asked, usual].find((name) => name === BY_LAMBDA || parameters.includes(name ?? '')) ?? BY_LAMBDA;
  const held = along === slice && base !== undefined ? heldAt(base) : {};
  return {
    parameters,
    along,
    setAlong,
    grid:
      along === BY_LAMBDA
        ? undefined
        : pictureGrid(models, section, { along, base: held, defaultLambda: task?.defaultLambda }),
  };
}

/** Of an address that somebody may have mistyped; the comparison says so. */
function heldAt(base: string): Lambda {
  try {
    return parseLambdaText(base, 'base');
  } catch {
    return {};
  }
}
