/** What the models show: their pictures beside each other, one row per lambda. */
import type { Block, ReportPicture } from '../block.ts';
import type { ReportInput } from '../report-input.ts';

export function pictureBlocks({
  pictures,
  picturesLeftOut,
}: Pick<ReportInput, 'pictures' | 'picturesLeftOut'>): Block[] {
  if (pictures.length === 0) return [];
  const sections = [...new Set(pictures.map(({ section }) => section))];
  const left =
    picturesLeftOut > 0
      ? ` ${picturesLeftOut} more would make this page too large: they are on the pages of the jobs.`
      : '';
  const models = [...new Set(pictures.flatMap(({ place }) => (place ? [place.model] : [])))];
  return [
    { kind: 'heading', text: 'Pictures' },
    { kind: 'text', text: `One seed of each series; the noise is the same for every lambda.${left}` },
    ...sections.flatMap((title) =>
      sectionBlocks(
        title,
        pictures.filter(({ section }) => section === title),
        models,
      ),
    ),
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
