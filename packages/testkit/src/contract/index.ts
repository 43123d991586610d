export { describeArtifactStore } from './describe-artifact-store.ts';
export { describeQueue, type QueueUnderTest } from './describe-queue.ts';
