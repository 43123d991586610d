/** Pictures and single examples of the large comparison: few files that all of its jobs share, and a row for each. */
import { createHash } from 'node:crypto';
import {
  EXAMPLES_FILE,
  type ExamplesFile,
  type Lambda,
  lambdaKey,
  PICTURE_MANIFEST,
  type PictureManifest,
  type PictureSheetEntry,
} from '@yoto/core';
import { encodePng } from '@yoto/datasets';
import { openFileArtifactStore } from '@yoto/storage';
import type pg from 'pg';
import { noise } from './random.ts';
import type { SeedPlan } from './seeded-sweeps.ts';
import type { JobTemplate } from './template.ts';

const TILE = 32;
const TILES = 8;
const GAP = 2;
const EXAMPLES = 64;

interface FileOfJob {
  /** Its index in the plan. */
  job: number;
  name: string;
  media_type: string;
  bytes: Uint8Array;
}

/** Writes the files, then the rows that refer to them. */
export async function storeFiles(
  client: pg.Client,
  artifactsDir: string,
  { sweeps, templates, compared }: SeedPlan,
): Promise<void> {
  const template = templates[sweeps.find(({ id }) => id === compared)?.template ?? -1];
  const store = await openFileArtifactStore(artifactsDir);
  const sheets = await allSheets(template?.jobs ?? []);
  const stored = new Set<string>();
  const rows = [];
  for (const { bytes, ...file } of (template?.jobs ?? []).flatMap((job) => filesOf(job, sheets))) {
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const key = `seeded/${sha256}`;
    if (!stored.has(key)) await store.put(key, bytes);
    stored.add(key);
    rows.push({ ...file, key, sha256, bytes: bytes.length });
  }
  await client.query(INSERT_ARTIFACTS, [compared, JSON.stringify(rows)]);
}

const INSERT_ARTIFACTS = `
  insert into artifacts (id, job_id, name, media_type, key, sha256, bytes, attempt, created_at)
  select md5(j.id || f.name)::uuid, j.id, f.name, f.media_type, f.key, f.sha256, f.bytes, 1, j.finished_at
  from json_to_recordset($2::json) as f(job int, name text, media_type text, key text, sha256 text, bytes bigint)
  join jobs j on j.sweep_id = $1::uuid and j.index = f.job`;

function filesOf({ index: job, points }: JobTemplate, sheets: ReadonlyMap<string, Uint8Array>): FileOfJob[] {
  const entries = [null, ...points.map(({ lambda }) => lambda)].map(sheetEntry);
  const manifest: PictureManifest = { version: 1, sections: entries };
  return [
    ...entries.map(({ artifact, lambda }) => ({
      ...{ job, name: artifact, media_type: 'image/png' },
      bytes: sheets.get(sheetKey(lambda)) as Uint8Array,
    })),
    { job, name: PICTURE_MANIFEST, media_type: 'application/json', bytes: json(manifest) },
    { job, name: EXAMPLES_FILE, media_type: 'application/json', bytes: json(examplesFile(points)) },
  ];
}

const json = (value: object): Uint8Array => Buffer.from(JSON.stringify(value));
const sheetKey = (lambda: Lambda | null): string => (lambda ? lambdaKey(lambda) : 'inputs');

function sheetEntry(lambda: Lambda | null): PictureSheetEntry {
  const name = lambda ? 'reconstructions' : 'inputs';
  return {
    ...{ name, lambda, label: lambda ? 'Reconstructions' : 'Inputs' },
    artifact: lambda ? `pictures/${name}/${lambdaKey(lambda)}.png` : `pictures/${name}.png`,
    ...{ tileWidth: TILE, tileHeight: TILE, gap: GAP, columns: TILES, count: TILES },
  };
}

async function allSheets(jobs: readonly JobTemplate[]): Promise<Map<string, Uint8Array>> {
  const lambdas = jobs.flatMap(({ points }) => points.map(({ lambda }) => lambda));
  const byKey = new Map([null, ...lambdas].map((lambda) => [sheetKey(lambda), lambda]));
  return new Map(
    await Promise.all(
      [...byKey.keys()].map(async (key, i) => [key, await sheetPicture(i / byKey.size)] as const),
    ),
  );
}

/** Discs before a gradient, each tile its own; the paler, the greater `u`. */
function sheetPicture(u: number): Promise<Uint8Array> {
  const width = TILES * TILE + (TILES - 1) * GAP;
  const pixels = new Uint8Array(width * TILE).fill(255);
  for (let tile = 0; tile < TILES; tile++) {
    for (let y = 0; y < TILE; y++) {
      for (let x = 0; x < TILE; x++) {
        const inside = Math.hypot(x - TILE / 2, y - TILE / 2) < 4 + tile;
        pixels[y * width + tile * (TILE + GAP) + x] = (inside ? 40 + 120 * u : 140 + 2 * x + tile) & 255;
      }
    }
  }
  return encodePng(pixels, width, TILE, 1);
}

/** Values that scatter about those of the evaluation. */
function examplesFile(points: JobTemplate['points']): ExamplesFile {
  return {
    version: 2,
    evaluated: 1024,
    pictures: [],
    points: points.map(({ lambda, losses, metrics }) => ({
      at: { lambda },
      values: Object.fromEntries(
        Object.entries({ ...losses, ...metrics }).map(([name, mean]) => [
          name,
          Array.from({ length: EXAMPLES }, (_, i) =>
            Number((mean * (1 + 0.1 * noise(0, `${name} ${i}`))).toPrecision(6)),
          ),
        ]),
      ),
    })),
  };
}
