/** What a job may read of a worker's disk: the data folder and what its owner allows, by whatever way it is named. */
import { mkdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openImages } from './open-images.ts';
import { makePictureFolder, type PictureFolder } from './testing/picture-folder.ts';

/** Holds the worker's data folder `data`, and beside it what is not for everybody. */
let disk: PictureFolder;
beforeEach(async () => {
  disk = await makePictureFolder();
  for (const name of ['data/images/a', 'data/images/b', 'private/c', 'private/deep/d'])
    await disk.write(`${name}.png`);
});
afterEach(() => disk.remove());
const at = (name: string) => join(disk.path, name);

const open = (params: object, dataFolders: Record<string, string> = {}) =>
  openImages({ cropSize: 16, ...params }, { dataDir: at('data'), dataFolders });
const refusal = (params: object, dataFolders?: Record<string, string>): Promise<Error> =>
  open(params, dataFolders).then(
    () => new Error('it was opened'),
    (error: unknown) => error as Error,
  );

test('folders elsewhere are refused, in the words for folders that do not exist', async () => {
  await symlink(at('private'), at('data/link'));
  await symlink(at('nowhere'), at('data/dangling'));
  const attempts = [
    ...[at('private'), '../private', 'images/../../private', 'link', 'link/deep', '/', '..'],
    ...[at('nowhere'), '../nowhere', 'nowhere', 'dangling', 'images/a.png'],
  ];
  for (const parameter of ['folder', 'evaluationFolder']) {
    for (const attempt of attempts) {
      const error = await refusal({ [parameter]: attempt });
      expect(error).toMatchObject({ code: 'data_missing', details: { [parameter]: attempt } });
      expect(error.message.replace(`"${attempt}"`, '"X"').replace(`"${parameter}"`, '"P"')).toBe(
        'The worker has no folder "X" that it may read (parameter "P"). Put PNG, JPEG or WebP files into a folder of ' +
          'that name in its data folder (YOTO_DATA), or name a folder that its owner allows with DATA_FOLDERS',
      );
    }
  }
});

test('a folder whose name only begins like the data folder lies outside', async () => {
  await disk.write('data-private/a.png');
  expect(await refusal({ folder: '../data-private' })).toMatchObject({ code: 'data_missing' });
});

test('links out of the folder are left out, of folders and of single pictures', async () => {
  await symlink(at('private'), at('data/images/folder'));
  await symlink(at('private/c.png'), at('data/images/c.png'));
  const dataset = await open({});
  expect(dataset.trainSize + dataset.evaluationSize).toBe(2);
  expect(dataset.description).toContain(
    '2 links that lead nowhere or out of the data folders (c.png, folder)',
  );
});

test('ways that end in the data folder are fine, also where that is a link itself', async () => {
  await mkdir(at('data/linked'));
  await symlink(at('data/images/a.png'), at('data/linked/a.png'));
  await symlink(at('data'), at('elsewhere'));
  const dataset = await openImages(
    { cropSize: 16, folder: '../data/images', evaluationFolder: 'linked' },
    { dataDir: at('elsewhere') },
  );
  expect(dataset).toMatchObject({ trainSize: 2, evaluationSize: 1 });
});

test('folders that the owner allows are read by their names, and links may lead there', async () => {
  const allowed = { shared: at('private') };
  await symlink(at('private/c.png'), at('data/images/c.png'));
  const dataset = await open({ evaluationFolder: 'shared/deep' }, allowed);
  expect(dataset).toMatchObject({ trainSize: 3, evaluationSize: 1 });
  expect(dataset.description).not.toContain(disk.path);
  expect(await open({ folder: 'shared' }, allowed)).toMatchObject({ trainSize: 1, evaluationSize: 1 });
  for (const folder of ['shared/..', 'shared/../elsewhere', 'constructor'])
    expect(await refusal({ folder }, allowed)).toMatchObject({ code: 'data_missing' });
});
