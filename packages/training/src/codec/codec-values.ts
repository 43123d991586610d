/** What a task says of a codec, checked against its spec, and as the point of a frontier. */
import {
  AppError,
  type CodecEvaluation,
  measuredParts,
  pointValue,
  type Setting,
  type TaskSpec,
  UNTRAINED_STEPS,
} from '@yoto/core';

/** One number an example by the names of loss terms and metrics. */
export type ExampleValues = Readonly<Record<string, readonly number[]>>;

/** Throws `internal`, saying what the task must change. */
export function checkedValues(
  values: ExampleValues,
  spec: Pick<TaskSpec, 'lossTerms' | 'sums' | 'metrics' | 'frontierAxes'>,
): ExampleValues {
  const { lossTerms, metrics, frontierAxes } = spec;
  const declared = [...lossTerms, ...metrics].map(({ name }) => name);
  const given = Object.keys(values);
  const refuse = (what: string): never => {
    throw new AppError('internal', `What the task returned for a codec ${what}`);
  };
  const undeclared = given.filter((name) => !declared.includes(name));
  if (undeclared.length > 0) refuse(`has names that its spec does not declare: ${undeclared.join(', ')}`);
  const missing = [frontierAxes.x, frontierAxes.y]
    .flatMap((axis) => measuredParts(spec, axis))
    .filter((name) => !given.includes(name));
  if (missing.length > 0) refuse(`lacks values on the axes of the frontier: ${missing.join(', ')}`);
  const counts = new Set(Object.values(values).map(({ length }) => length));
  if (counts.size !== 1 || counts.has(0))
    refuse(`has ${[...counts].join(' and ')} values: the same number of each is needed, one an example`);
  return values;
}

/** The means over the examples, as of the job's only step. */
export function meanPoint(task: TaskSpec, setting: Setting, values: ExampleValues): CodecEvaluation {
  const examples = Object.values(values)[0]?.length ?? 0;
  const meansOf = (declared: readonly { name: string }[]) =>
    Object.fromEntries(
      declared.flatMap(({ name }) => {
        const own = values[name];
        return own ? [[name, pointValue(own.reduce((sum, value) => sum + value, 0) / examples)]] : [];
      }),
    );
  const { lossTerms, metrics } = task;
  return {
    step: UNTRAINED_STEPS,
    setting,
    losses: meansOf(lossTerms),
    metrics: meansOf(metrics),
    examples,
  };
}
