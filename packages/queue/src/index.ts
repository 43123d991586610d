export type * from './job-queue.ts';
export { type JobQueueOptions, openJobQueue } from './open-job-queue.ts';
