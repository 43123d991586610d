export * from './api/comparison-parts.ts';
export * from './api/examples-file.ts';
export * from './api/picture-manifest.ts';
export * from './api/preset-detail.ts';
export * from './api/route.ts';
export { SHORTEST_ID_PREFIX } from './api/route-parts.ts';
export * from './api/routes.ts';
export * from './api/sweep-changes.ts';
export * from './api/sweep-comparison.ts';
export * from './api/sweep-list.ts';
export * from './api/sweep-pictures.ts';
export * from './api/sweep-provenance.ts';
export * from './api/task-detail.ts';
export * from './api/wire.ts';
export * from './api/worker-wire.ts';
export * from './attempt/attempt-report.ts';
export * from './attempt/event-type.ts';
export * from './attempt/requirement.ts';
export * from './attempt/trainer-protocol.ts';
export * from './csv.ts';
export * from './errors.ts';
export * from './format/duration.ts';
export * from './format/estimate-text.ts';
export * from './format/numbers.ts';
export * from './job/data-record.ts';
export * from './job/data-warnings.ts';
export * from './job/engine.ts';
export * from './job/job-log.ts';
export * from './job/job-spec.ts';
export * from './job/job-state.ts';
export * from './job/points.ts';
export * from './lambda/lambda.ts';
export {
  lambdaDistance,
  nearestLambda,
  spreadLambdas,
  usualValue,
  varyingParameters,
} from './lambda/lambda-distance.ts';
export * from './lambda/lambda-distribution.ts';
export * from './lambda/lambda-grid.ts';
export * from './lambda/lambda-line.ts';
export { type AnyLambdaSet, isLambdaSet } from './lambda/lambda-set.ts';
export { type LambdaVariable, lambdaVariables } from './lambda/lambda-variable.ts';
export * from './lambda/place.ts';
export * from './parse-input.ts';
export * from './random/random-stream.ts';
export * from './sweep/compared-sweeps.ts';
export * from './sweep/conditioning-spec.ts';
export * from './sweep/job-requires.ts';
export * from './sweep/plan-sweep.ts';
export * from './sweep/resolve-sweep.ts';
export * from './sweep/sweep-labels.ts';
export * from './sweep/sweep-limits.ts';
export * from './sweep/sweep-spec.ts';
export * from './sweep/sweep-state.ts';
export * from './sweep/training-spec.ts';
export * from './task/codec-spec.ts';
export * from './task/preset.ts';
export * from './task/published-curves.ts';
export * from './task/task-catalogue.ts';
export { COMMAND_OPTIONS, type TaskCommandOption, type TaskCommandSpec } from './task/task-command.ts';
export * from './task/task-spec.ts';
export { taskSpecFaults } from './task/task-spec-faults.ts';
