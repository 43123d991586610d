import { tf } from '@yoto/engine';
import type { BenchCase } from './bench-case.ts';

type Shape = number[];

const product = (shape: Shape): number => shape.reduce((all, size) => all * size, 1);
const rank = (shapes: Shape[], wanted: number): Shape =>
  shapes.find((shape) => shape.length === wanted) ?? [];

/** Multiplications and additions of one kernel; products and convolutions count, the rest is small beside them. */
function flopsOf(name: string, inputs: Shape[], output: Shape): number {
  switch (name) {
    case 'Conv2D':
    case 'FusedConv2D':
      // Of x and the filter [height, width, channels, results]: the filter comes second.
      return 2 * product(output) * product((inputs[1] ?? []).slice(0, 3));
    case 'Conv2DBackpropFilter':
      return 2 * product((inputs[1] ?? []).slice(0, 3)) * product(output);
    case 'Conv2DBackpropInput':
    case 'YotoConv2DTranspose':
      return 2 * product((inputs[0] ?? []).slice(0, 3)) * product(inputs[1] ?? []);
    case 'BatchMatMul':
    case '_FusedMatMul': {
      const [a, b] = [rank(inputs.slice(0, 1), 3), rank(inputs.slice(1, 2), 3)];
      const batch = output[0] ?? 1;
      // [m, k] times [k, n]: the square of m k n is the product of the three matrices' sizes.
      const sizes = product(a.slice(1)) * product(b.slice(1)) * product(output.slice(1));
      return 2 * batch * Math.sqrt(sizes);
    }
    default:
      return 0;
  }
}

/** Floating-point operations of one step. */
export async function countFlops(model: BenchCase): Promise<number> {
  let total = 0;
  const engine = tf.engine() as unknown as { state: { profiling: boolean; activeProfile: Profile } };
  const { kernels } = await profiled(engine.state, () => model.step());
  for (const { name, inputShapes, outputShapes } of kernels) {
    total += flopsOf(
      name,
      inputShapes.filter((shape) => shape !== null),
      outputShapes[0] ?? [],
    );
  }
  return total;
}

interface Profile {
  kernels: { name: string; inputShapes: (Shape | null)[]; outputShapes: Shape[] }[];
}

/** tf.profile, for a step that awaits. */
async function profiled(
  state: { profiling: boolean; activeProfile: Profile },
  run: () => Promise<unknown>,
): Promise<Profile> {
  state.profiling = true;
  state.activeProfile = {
    kernels: [],
    newBytes: 0,
    newTensors: 0,
    peakBytes: 0,
    get kernelNames() {
      return [];
    },
  } as Profile;
  await run();
  state.profiling = false;
  return state.activeProfile;
}
