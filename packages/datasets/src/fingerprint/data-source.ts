/** What a data set is made from: what its fingerprint is taken of. */
export type DataSource =
  | {
      kind: 'files';
      /** By names that do not depend on where the data directory is; no name twice. */
      files: readonly { name: string; path: string }[];
      /** There are too many files to read them all: this is about all names, and `files` are a sample. */
      listing?: { count: number; sha256: string };
    }
  | {
      kind: 'generator';
      name: string;
      /** Another one wherever the same parameters give other data. */
      version: number;
      parameters: Readonly<Record<string, unknown>>;
    };
