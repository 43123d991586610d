/** The pictures that the jobs of a sweep have stored, for a page that carries them itself. */
import type { Client } from '@yoto/client';
import { lambdaLabel, PICTURE_MANIFEST, PictureManifest, type SweepProvenance } from '@yoto/core';
import type { ReportPicture } from '@yoto/report';
import { jobName } from '../sweep/snapshot.ts';

/** Tasks store pictures under such names. */
const PICTURE = /^pictures\//;
/** A page beyond this is slow to open and too large for mail. */
const MOST_PICTURES = 96;
const MOST_BYTES = 12 * 2 ** 20;

type Artifact = SweepProvenance['artifacts'][number];

/** Those of one seed of each group, as many as a page can carry; equal ones (the inputs) once. */
export async function collectPictures(
  client: Client,
  sweepId: string,
  { artifacts }: SweepProvenance,
): Promise<ReportPicture[]> {
  if (!artifacts.some(({ name }) => PICTURE.test(name))) return [];
  const { items: jobs } = await client.listSweepJobs({ params: { id: sweepId } });
  const shown = jobs.filter(
    (job) => !jobs.some((other) => other.group === job.group && other.seed < job.seed),
  );
  const pictures: ReportPicture[] = [];
  const seen = new Set<string>();
  let bytes = 0;
  for (const job of shown) {
    const own = artifacts.filter(({ jobId }) => jobId === job.id);
    for (const { artifact, section, caption } of await captioned(client, own, jobName(job, shown))) {
      if (seen.has(artifact.sha256)) continue;
      seen.add(artifact.sha256);
      bytes += artifact.bytes;
      if (pictures.length === MOST_PICTURES || bytes > MOST_BYTES) return pictures;
      const base64 = Buffer.from(await bytesOf(client, artifact)).toString('base64');
      pictures.push({ section, caption, mediaType: artifact.mediaType, base64 });
    }
  }
  return pictures;
}

const bytesOf = (client: Client, { jobId, name, sha256 }: Artifact): Promise<Uint8Array> =>
  client.getArtifact({ params: { id: jobId, name }, query: { sha256 } });

/** The pictures of a job, in the order and with the words of its manifest; without one by their names. */
async function captioned(
  client: Client,
  artifacts: readonly Artifact[],
  job: string,
): Promise<{ artifact: Artifact; section: string; caption: string }[]> {
  const manifest = artifacts.find(({ name }) => name === PICTURE_MANIFEST);
  if (!manifest) {
    const plain = artifacts.filter(({ name }) => PICTURE.test(name));
    return plain.map((artifact) => {
      const name = artifact.name.replace(PICTURE, '').replace(/\.[a-z]+$/, '');
      return { artifact, section: 'Pictures', caption: `${job}: ${name}` };
    });
  }
  const text = new TextDecoder().decode(await bytesOf(client, manifest));
  const { sections } = PictureManifest.parse(JSON.parse(text));
  return sections.flatMap(({ artifact: name, label, lambda }) => {
    const artifact = artifacts.find((one) => one.name === name);
    if (!artifact) return [];
    const caption = lambda === null ? label : withLambda(job, lambdaLabel(lambda));
    return [{ artifact, section: label, caption }];
  });
}

/** A fixed model is named after its lambda already. */
const withLambda = (job: string, lambda: string): string =>
  job.includes(lambda) ? job : `${job}, ${lambda}`;
