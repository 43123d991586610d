/**
 * The smallest task with two weights and a loss parameter, and an optimum that is known in closed form. No tensors here.
 *
 * Each example has its own distances to an eastern and a northern place. The model says how far to go: home stays where it
 * is, and the losses are l^p distances (`power` is p):
 *
 *     |x|^p + |y|^p  +  east * |X - x|^p  +  north * |Y - y|^p
 */
import type { TaskSpec } from '@yoto/core';
import { z } from 'zod';

export const toySpec: TaskSpec = {
  id: 'toy',
  title: 'Three places',
  description:
    'How far to go from home to the east and to the north: two weights and the power of the loss, with a known optimum. Trains in seconds.',
  params: z.strictObject({
    hiddenUnits: z.int().min(1).max(1024).default(32).meta({ title: 'Hidden units' }),
  }),
  datasets: [
    {
      id: 'places',
      title: 'Random places',
      description: 'Between half a step and two steps away. Needs no files.',
      params: z.strictObject({}),
      defaults: {
        steps: 1000,
        batchSize: 64,
        learningRate: 0.05,
        weightDecay: 0,
        schedule: { kind: 'step-decay', factor: 0.2, milestones: [0.5, 0.8] },
        filmStrength: 0.5,
        conditioningHiddenUnits: 32,
        distribution: {
          east: { kind: 'log-uniform', min: 0.1, max: 10 },
          north: { kind: 'log-uniform', min: 0.1, max: 10 },
        },
      },
    },
  ],
  lossTerms: [
    { name: 'home', label: 'Distance from home', weight: { fixed: 1 } },
    { name: 'east', label: 'Distance from the east', weight: { min: 0.1, max: 10, scale: 'log' } },
    { name: 'north', label: 'Distance from the north', weight: { min: 0.1, max: 10, scale: 'log' } },
  ],
  lossParameters: [
    {
      name: 'power',
      label: 'Power',
      description: 'p of the l^p distances',
      range: { min: 1.5, max: 3, scale: 'linear' },
      default: 2,
    },
  ],
  defaultLambda: { east: 1, north: 1 },
  sums: [{ name: 'away', label: 'Distance from both goals', terms: ['east', 'north'] }],
  metrics: [{ name: 'way', label: 'Length of the way', better: 'lower' }],
  frontierAxes: { x: 'home', y: 'east' },
  interpolates: true,
};

/**
 * How far of the way to go, from 0 (home) to 1 (the goal): where the derivative `p s^(p-1) - w p (1-s)^(p-1)` is zero.
 * It does not depend on how far the goal is.
 */
export function bestShare(weight: number, power: number): number {
  const ratio = weight ** (1 / (power - 1));
  return ratio / (1 + ratio);
}
