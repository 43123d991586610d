// Two shapes that broadcast to a third, as at most three loops: the fewer and longer the rows, the faster.

interface Loop {
  size: number;
  /** Elements between neighbours of each operand; 0 where it is broadcast. */
  aStep: number;
  bStep: number;
}

/** Outer, middle and inner loop; sizes multiply to `elements`, but that the last row may be shorter. */
export interface BroadcastLoops {
  elements: number;
  rows: number;
  middle: Loop;
  outer: Loop;
  inner: Loop;
}

/** Operands of one shape are cut into rows of this many elements. */
const ROW_ELEMENTS = 8192;
const ONCE: Loop = { size: 1, aStep: 0, bStep: 0 };

/** null when three loops are not enough. */
export function broadcastLoops(a: number[], b: number[], out: number[]): BroadcastLoops | null {
  const loops = mergedLoops(a, b, out);
  const elements = out.reduce((product, size) => product * size, 1);
  if (loops.length > 3 || elements === 0) return null;
  if (loops.length <= 1) {
    const { aStep, bStep } = loops[0] ?? ONCE;
    const inner = { size: Math.min(ROW_ELEMENTS, elements), aStep, bStep };
    const rows = Math.ceil(elements / inner.size);
    const middle = { size: rows, aStep: aStep * inner.size, bStep: bStep * inner.size };
    return { elements, rows, outer: ONCE, middle, inner };
  }
  const [inner = ONCE, middle = ONCE, outer = ONCE] = loops.toReversed();
  return { elements, rows: outer.size * middle.size, outer, middle, inner };
}

/** The dimensions of `out` with the steps of both operands, neighbours merged where one loop can do both. */
function mergedLoops(a: number[], b: number[], out: number[]): Loop[] {
  const loops: Loop[] = [];
  let [aStep, bStep] = [1, 1];
  for (let axis = 1; axis <= out.length; axis++) {
    const size = out.at(-axis) ?? 1;
    const [aSize, bSize] = [a.at(-axis) ?? 1, b.at(-axis) ?? 1];
    if (size !== 1) {
      const loop = { size, aStep: aSize === 1 ? 0 : aStep, bStep: bSize === 1 ? 0 : bStep };
      const inner = loops[0];
      if (inner !== undefined && continues(inner, loop)) loops[0] = { ...inner, size: inner.size * size };
      else loops.unshift(loop);
    }
    aStep *= aSize;
    bStep *= bSize;
  }
  return loops;
}

function continues(inner: Loop, outer: Loop): boolean {
  return outer.aStep === inner.aStep * inner.size && outer.bStep === inner.bStep * inner.size;
}
