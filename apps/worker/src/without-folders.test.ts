import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { withoutFolders } from './without-folders.ts';

const places = { dataDir: '/data', stateDir: '/data/state', dataFolders: { photos: '/mnt/p+h' } };

test.each([
  ['/data/cifar10 has 0 usable files', 'YOTO_DATA/cifar10 has 0 usable files'],
  ['there is no folder "/data"', 'there is no folder "YOTO_DATA"'],
  ['/data/state/spool is full', 'YOTO_STATE/spool is full'],
  ['/mnt/p+h/a.png is damaged', 'photos/a.png is damaged'],
  ['/home/me/x and /home/me2/x', '~/x and /home/me2/x'],
  ['/database and /data.old stay', '/database and /data.old stay'],
  [`at ${fileURLToPath(import.meta.url)}:3`, 'at yoto/apps/worker/src/without-folders.test.ts:3'],
])('%s', (text, shown) => {
  expect(withoutFolders(text, places, '/home/me')).toBe(shown);
});
