export { describeArtifactStore } from './describe-artifact-store.ts';
export { describeQueue } from './describe-queue.ts';
export type { QueueUnderTest } from './queue-under-test.ts';
