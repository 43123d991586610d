export * from './artifacts/artifact-store.ts';
export { openFileArtifactStore } from './artifacts/file-artifact-store.ts';
export { openArtifactStore } from './artifacts/open-artifact-store.ts';
export type { S3Options } from './artifacts/s3-artifact-store.ts';
export { requirementKey } from './insert-jobs.ts';
export { applyMigrations } from './migrate.ts';
export { openStorage, type StorageOptions } from './open-storage.ts';
export type * from './storage.ts';
