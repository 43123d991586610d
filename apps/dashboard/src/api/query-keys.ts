/** The names under which answers of the API are kept. They nest, so that one key stands for all below it. */

export const keys = {
  sweeps: ['sweeps'],
  sweep: (id: string) => ['sweep', id],
  sweepDetail: (id: string) => ['sweep', id, 'detail'],
  sweepJobs: (id: string) => ['sweep', id, 'jobs'],
  sweepEvents: (id: string) => ['sweep', id, 'events'],
  sweepProvenance: (id: string) => ['sweep', id, 'provenance'],
  sweepArtifacts: (id: string) => ['sweep', id, 'artifacts'],
  /** The quick answer, without intervals. */
  points: (id: string) => ['sweep', id, 'points'],
  /** As it was; apart from what notices ask for anew. */
  history: (id: string) => ['sweep', id, 'history'],
  evaluatedSteps: (id: string) => ['sweep', id, 'evaluated-steps'],
  comparison: (id: string) => ['sweep', id, 'comparison'],
  severalSweeps: ['several-sweeps'],
  jobs: ['job'],
  job: (id: string) => ['job', id],
  jobDetail: (id: string) => ['job', id, 'detail'],
  jobMetrics: (id: string) => ['job', id, 'metrics'],
  jobMetricNames: (id: string) => ['job', id, 'metric-names'],
  jobEvaluations: (id: string) => ['job', id, 'evaluations'],
  jobLog: (id: string) => ['job', id, 'log'],
  pictureManifests: ['picture-manifest'],
  examplesFiles: ['examples-file'],
  models: ['model'],
  heldOut: ['held-out-pictures'],
  tasks: ['tasks'],
  presets: ['presets'],
  workers: ['workers'],
  workerSetup: ['worker-setup'],
  readiness: ['readiness'],
} as const;
