/** What a data set is made from: what its fingerprint is taken of. */
export type DataSource =
  | {
      kind: 'files';
      /** By names that do not depend on where the data directory is; no name twice. */
      files: readonly { name: string; path: string }[];
    }
  | {
      kind: 'generator';
      name: string;
      /** Another one wherever the same parameters give other data. */
      version: number;
      parameters: Readonly<Record<string, unknown>>;
    };
