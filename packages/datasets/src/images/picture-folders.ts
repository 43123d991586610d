/** The folders of pictures that a job may read. */
import { type DataLocation, notReadable, openReadablePaths } from '../readable-paths.ts';

export interface PictureFolder {
  /** As the job's spec names it: what messages show. */
  name: string;
  /** Without symbolic links. */
  path: string;
}

export interface PictureFolders {
  /** Throws `data_missing` for what is no folder, or none that may be read. */
  find(name: string, parameter: string): Promise<PictureFolder>;
  /** Whether this path, free of symbolic links, lies in a folder that may be read. */
  holds(realPath: string): boolean;
}

const REMEDY = 'Put PNG, JPEG or WebP files into a folder of that name';

export async function openPictureFolders(location: DataLocation): Promise<PictureFolders> {
  const paths = await openReadablePaths(location);
  return {
    holds: paths.holds,
    async find(name, parameter) {
      const path = await paths.find(name, 'folder');
      if (path === undefined) throw notReadable('folder', { name, parameter, remedy: REMEDY });
      return { name, path };
    },
  };
}
