/** What the models show: their pictures beside each other, one row per lambda, or along a weight where several vary. */
import { isOnLine, lambdaLabel, lambdaLine, varyingParameters } from '@yoto/core';
import type { Block, PictureGrid, ReportPicture } from '../block.ts';
import type { ReportInput } from '../report-input.ts';

type Input = Pick<ReportInput, 'pictures' | 'picturesLeftOut' | 'comparison' | 'task'>;

export function pictureBlocks(input: Input): Block[] {
  const { pictures, picturesLeftOut } = input;
  if (pictures.length === 0) return [];
  const sections = [...new Set(pictures.map(({ section }) => section))];
  const left =
    picturesLeftOut > 0
      ? ` ${picturesLeftOut} more would make this page too large: they are on the pages of the jobs.`
      : '';
  const grids = gridBlocks(input);
  const gridSections = new Set(grids.map(({ section }) => section));
  const models = [...new Set(pictures.flatMap(({ place }) => (place ? [place.model] : [])))];
  return [
    { kind: 'heading', text: 'Pictures' },
    { kind: 'text', text: `One seed of each series; the noise is the same for every lambda.${left}` },
    ...sections
      .filter((title) => !gridSections.has(title))
      .flatMap((title) =>
        sectionBlocks(
          title,
          pictures.filter(({ section }) => section === title),
          models,
        ),
      ),
    ...grids.map(({ block }) => block),
  ];
}

function sectionBlocks(
  title: string,
  pictures: readonly ReportPicture[],
  models: readonly string[],
): Block[] {
  const ofData = pictures.filter(({ place }) => place === undefined);
  const lambdas = [...new Set(pictures.flatMap(({ place }) => (place ? [place.lambda] : [])))];
  const rows = lambdas.map((lambda) => ({
    lambda,
    cells: models.map((model) =>
      pictures.find(({ place }) => place?.lambda === lambda && place.model === model),
    ),
  }));
  return [
    ...(ofData.length > 0 ? [{ kind: 'pictures', title, pictures: ofData } as const] : []),
    ...(rows.length > 0 ? [{ kind: 'gallery', title, models, rows } as const] : []),
  ];
}

/** Where several parameters vary: along the slice, or without one along each of them through the usual lambda (figures 7 and 11). */
function gridBlocks({ pictures, comparison, task }: Input): { section: string; block: PictureGrid }[] {
  const placed = pictures.filter(({ place, tiles }) => place?.at && tiles);
  const lambdas = placed.flatMap(({ place }) => (place?.at ? [place.at] : []));
  const varying = varyingParameters(lambdas);
  if (varying.length < 2) return [];
  const { slice } = comparison;
  const data = pictures.filter(({ place, tiles }) => place === undefined && tiles);
  const isYoto = (model: string) =>
    comparison.series.some(({ name, method }) => name === model && method === 'yoto');
  return [...new Set(placed.map(({ section }) => section))].flatMap((section) =>
    varying
      .filter((along) => slice.value === null || slice.value.along === along)
      .flatMap((along) => {
        const { defaultLambda } = task;
        const line = lambdaLine(lambdas, along, {
          ...(slice.value && { base: slice.value.base }),
          defaultLambda,
        });
        const own = placed.filter(
          (one) => one.section === section && isOnLine(one.place?.at ?? {}, line.base),
        );
        const models = [...new Set(own.flatMap(({ place }) => place?.model ?? []))];
        if (line.values.length < 2) return [];
        const block: PictureGrid = {
          kind: 'grid',
          title: `${section} along ${along}, held at ${lambdaLabel(line.base)}`,
          along,
          values: line.values.map(String),
          rows: models
            .toSorted((a, b) => Number(isYoto(b)) - Number(isYoto(a)))
            .map((model) => ({
              model,
              cells: line.values.map((value) =>
                own.find(({ place }) => place?.model === model && place.at?.[along] === value),
              ),
            })),
          data,
        };
        return [{ section, block }];
      }),
  );
}
