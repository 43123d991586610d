/** What is needed of the browser's canvas: Node's types know nothing of it. */
interface Canvas {
  width: number;
  height: number;
  clientWidth: number;
  cloneNode(): Canvas;
  getContext(
    kind: '2d',
    options: { willReadFrequently: true },
  ): {
    drawImage(image: Canvas, x: number, y: number): void;
    getImageData(...box: number[]): { data: Uint8ClampedArray };
  };
}

/** Runs in the browser: the middle of a marker of that colour, in CSS pixels; null where there is none. */
export function findSpot(element: unknown, colour: string): { x: number; y: number } | null {
  const canvas = element as Canvas;
  const copy = canvas.cloneNode();
  const context = copy.getContext('2d', { willReadFrequently: true });
  context.drawImage(canvas, 0, 0);
  const { width, height } = canvas;
  const { data } = context.getImageData(0, 0, width, height);
  const wanted = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));
  const isColour = (x: number, y: number) =>
    wanted.every((value, i) => Math.abs(value - (data[4 * (y * width + x) + i] as number)) < 24);
  for (let y = 3; y < height - 3; y++) {
    for (let x = 3; x < width - 3; x++) {
      const around = [-2, 0, 2].every((dx) => [-2, 0, 2].every((dy) => isColour(x + dx, y + dy)));
      const scale = canvas.clientWidth / width;
      if (around) return { x: x * scale, y: y * scale };
    }
  }
  return null;
}
