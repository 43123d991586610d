/** The pictures that the jobs of a sweep have stored, for a page that carries them itself. */
import type { Client } from '@yoto/client';
import { type ArtifactDetail, PICTURE_MANIFEST, PictureManifest, seriesName } from '@yoto/core';
import type { ReportInput, ReportPicture } from '@yoto/report';
import { choosePictures, type ModelSheet, type PictureLines } from './choose-pictures.ts';

/** A page beyond this is slow to open and too large for mail. */
const MOST_BYTES = 12 * 2 ** 20;

type Artifact = ArtifactDetail & { jobId: string };

/** Those of one seed of each series, as many as a page can carry; of the data's own pictures equal ones once. */
export async function collectPictures(
  client: Client,
  sweepId: string,
  lines: PictureLines,
): Promise<Pick<ReportInput, 'pictures' | 'picturesLeftOut'>> {
  const request = { params: { id: sweepId }, query: { name: PICTURE_MANIFEST } };
  const { items: manifests } = await client.listSweepArtifacts(request);
  if (manifests.length === 0) return { pictures: [], picturesLeftOut: 0 };
  const { items: jobs } = await client.listSweepJobs({ params: { id: sweepId } });
  const shown = jobs.filter(
    (job) => !jobs.some((other) => other.group === job.group && other.seed < job.seed),
  );
  const sheets: ModelSheet<Artifact>[] = [];
  for (const { id, group, kind } of shown) {
    if (!manifests.some(({ jobId }) => jobId === id)) continue;
    const { artifacts } = await client.getJob({ params: { id } });
    const own = artifacts.map((artifact) => ({ ...artifact, jobId: id }));
    sheets.push(...(await sheetsOf(client, own, seriesName(group, kind))));
  }
  const seen = new Set<string>();
  const chosen = choosePictures(sheets, lines).filter(({ artifact: { sha256 }, place }) => {
    const isNew = !seen.has(sha256);
    seen.add(sha256);
    return place !== undefined || isNew;
  });
  const pictures: ReportPicture[] = [];
  let bytes = 0;
  for (const { artifact, ...picture } of chosen) {
    bytes += artifact.bytes;
    if (bytes > MOST_BYTES) break;
    const base64 = Buffer.from(await bytesOf(client, artifact)).toString('base64');
    pictures.push({ ...picture, mediaType: artifact.mediaType, base64 });
  }
  return { pictures, picturesLeftOut: chosen.length - pictures.length };
}

const bytesOf = (client: Client, { jobId, name, sha256 }: Artifact): Promise<Uint8Array> =>
  client.getArtifact({ params: { id: jobId, name }, query: { sha256 } });

/** What the manifest of a job lists; nothing for a job without. */
async function sheetsOf(
  client: Client,
  artifacts: readonly Artifact[],
  model: string,
): Promise<ModelSheet<Artifact>[]> {
  const manifest = artifacts.find(({ name }) => name === PICTURE_MANIFEST);
  if (!manifest) return [];
  const text = new TextDecoder().decode(await bytesOf(client, manifest));
  const { sections } = PictureManifest.parse(JSON.parse(text));
  return sections.flatMap(({ artifact: name, label, lambda, tileWidth, tileHeight, gap, columns, count }) => {
    const tiles = { tileWidth, tileHeight, gap, columns, count };
    const artifact = artifacts.find((one) => one.name === name);
    return artifact ? [{ model, label, lambda, artifact, tiles }] : [];
  });
}
