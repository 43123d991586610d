/** The specs of the built-in tasks, without TensorFlow: for planning, the API and the dashboard. */
import type { TaskSpec } from '@yoto/core';
import { betaVaeSpec } from './beta-vae/spec.ts';
import { compressionSpec } from './compression/spec.ts';
import { toySpec } from './toy/spec.ts';

export const taskSpecs: readonly TaskSpec[] = [betaVaeSpec, compressionSpec, toySpec];
