/** Where files live: checkpoints, models, pictures. Rows say which files exist and what is in them (sha256). */

export interface StoredFile {
  /** Lower-case hexadecimal. */
  sha256: string;
  bytes: number;
}

export interface ArtifactStore {
  /**
   * Writes a whole file or nothing; an older file of the same key stays until the new one is complete and durable.
   * @throws AppError `invalid_input` (a bad key), `not_found` (no file at `path`), `disk_full`
   */
  put(key: string, content: Uint8Array | { path: string }): Promise<StoredFile>;
  /**
   * The file's bytes.
   * @throws AppError `not_found`; `checkpoint_corrupt` when they do not match `expectedSha256`
   */
  get(key: string, expectedSha256?: string): Promise<Buffer>;
  /** Deleting what does not exist is no error. */
  delete(key: string): Promise<void>;
  /** Every stored file whose key begins with `prefix`, in no particular order; unfinished writes are not shown. */
  list(prefix: string): AsyncIterable<{ key: string; bytes: number; modifiedAt: Date }>;
}
