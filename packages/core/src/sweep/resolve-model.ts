/** How the models of a group are told lambda, and what optimises them. */
import type { ConditioningSpec } from './conditioning-spec.ts';
import { overlay } from './overlay.ts';
import type { Context, TrainedGroupInput } from './resolve-sweep.ts';
import type { Optimiser } from './training-spec.ts';

const DEFAULT_OPTIMISER: Optimiser = { kind: 'adam', beta1: 0.9, beta2: 0.999, epsilon: 1e-8 };

export function resolveOptimiser(
  group: TrainedGroupInput,
  path: string,
  { defaults, issues }: Context,
): Optimiser {
  const optimiser = overlay(DEFAULT_OPTIMISER, defaults.optimiser, group.optimiser);
  if (optimiser.weightBalance !== undefined && optimiser.lossBalance !== undefined) {
    const message = 'balances what "weightBalance" balances already: leave out one of the two';
    issues.push({ path: `${path}.optimiser.lossBalance`, message });
  }
  return optimiser;
}

export function resolveConditioning(
  group: TrainedGroupInput,
  path: string,
  context: Context,
): ConditioningSpec {
  const base: ConditioningSpec = {
    kind: 'film',
    preprocess: 'log',
    hiddenUnits: context.dataset.defaults.conditioningHiddenUnits,
    strength: context.dataset.defaults.filmStrength,
  };
  if (group.kind === 'yoto') return overlay(base, context.defaults.conditioning, group.conditioning);
  if (group.conditioning?.kind !== undefined && group.conditioning.kind !== 'none') {
    context.issues.push({
      path: `${path}.conditioning`,
      message: `a ${group.kind} group has no conditioning, as no model of it is told lambda: leave it out, or make the group "yoto"`,
    });
  }
  return { ...base, kind: 'none' };
}
