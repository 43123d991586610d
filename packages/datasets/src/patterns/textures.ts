/** The styles: textures that differ in their colours, in what they are made of, in scale and in direction. */
import { blend, colour, Palette, shade } from './colour.ts';
import {
  cellHash,
  fractalNoise,
  length,
  nearestCell,
  smoothStep,
  turned,
  valueNoise,
  zigzag,
} from './noise.ts';
import type { Texture } from './painting.ts';

const seurat = new Palette('#e8743b #3f6fb5 #f2c14e #5a9e57 #b5476b #89b9d6 #f4e3b2');
const CANVAS = colour('#efe3c2');
/** Two layers of dots on primed canvas, lighter where noise is high. */
const dots: Texture = {
  name: 'dots',
  paint: (seed) => (x, y) => {
    let paint = CANVAS;
    for (const [layer, scale] of [13, 17].entries()) {
      const cell = nearestCell(x * scale, y * scale, seed + 10 * layer);
      const tone = valueNoise(x * 3, y * 3, seed + 5);
      const cover = 1 - smoothStep(0.36, 0.46, cell.distance);
      paint = blend(paint, seurat.pick((cell.value * 0.6 + tone * 0.5) % 1), cover * 0.95);
    }
    return paint;
  },
};

const INK = colour('#20242e');
const PAPER = colour('#f3ead6');
/** Pen strokes on paper; a second layer crosses them where it is dark. */
const hatching: Texture = {
  name: 'hatching',
  paint: (seed) => (x, y) => {
    const tone = fractalNoise(x * 2.5, y * 2.5, seed, 2);
    const stroke = (degrees: number, darkness: number, layer: number) => {
      const [along, across] = turned(x, y, degrees, 16);
      const wobble = 0.5 * valueNoise(along * 0.4, across * 0.8, seed + layer);
      const width = 0.6 * smoothStep(0, 1, darkness) - 0.1;
      return 1 - smoothStep(width - 0.15, width + 0.15, zigzag(across + wobble));
    };
    const cover = Math.max(stroke(-45, 1.2 - 1.2 * tone, 3), stroke(35, 1.1 - 1.7 * tone, 4));
    return blend(PAPER, INK, cover);
  },
};

const RED = colour('#b3202c');
const NAVY = colour('#12263f');
const GOLD_THREAD = colour('#f4d35e');
/** A tartan: level and upright bands that darken each other. */
const checks: Texture = {
  name: 'checks',
  paint: () => (x, y) => {
    const band = (value: number, from: number, to: number) => {
      const place = (value * 4) % 1;
      return smoothStep(from - 0.015, from + 0.015, place) * (1 - smoothStep(to - 0.015, to + 0.015, place));
    };
    let cloth = RED;
    for (const at of [x, y]) cloth = blend(cloth, NAVY, 0.6 * band(at, 0.15, 0.55));
    for (const at of [x, y]) cloth = blend(cloth, GOLD_THREAD, 0.85 * band(at, 0.76, 0.83));
    const weave = zigzag((x + y) * 40) - 0.5;
    return shade(cloth, 1 + 0.12 * weave);
  },
};

const sea = new Palette('#0b2a4a #14508c #3c8dbc #9fd0de #f4f1e4');
/** Level waves, dark below each crest and with foam on it. */
const waves: Texture = {
  name: 'waves',
  paint: (seed) => (x, y) => {
    const swell =
      0.05 * Math.sin(x * 14 + 3 * valueNoise(x * 2, y * 4, seed)) + 0.03 * Math.sin(x * 31 + y * 9);
    const height = (y + swell) * 7;
    const rise = height - Math.floor(height);
    return sea.between(rise ** 1.6 + 0.15 * (valueNoise(x * 12, height, seed + 1) - 0.5));
  },
};

const glass = new Palette('#d7263d #f46036 #2e294e #1b998b #e2c044 #3066be #7b2d8b');
const LEAD = colour('#0d0d12');
/** Stained glass: cells of one colour each between leads. */
const cells: Texture = {
  name: 'stained glass',
  paint: (seed) => (x, y) => {
    const cell = nearestCell(x * 6, y * 6, seed);
    const lit = shade(glass.pick(cell.value), 1.15 - 0.35 * cell.distance);
    return blend(LEAD, lit, smoothStep(0.06, 0.14, cell.border));
  },
};

const night = new Palette('#0d1b4c #1f4e9e #4f8fd0 #a7cbe0 #f6d55c #f0a530');
/** Strokes that follow the whirls of a flow: noise at a place that the flow has drawn out. */
const strokes: Texture = {
  name: 'whirling strokes',
  paint: (seed) => (x, y) => {
    const flow = (u: number, v: number) => 6.3 * valueNoise(u * 2.2, v * 2.2, seed);
    let [u, v] = [x, y];
    let drawn = 0;
    const steps = 12;
    for (let step = 0; step < steps; step++) {
      const angle = flow(u, v);
      u += 0.009 * Math.cos(angle);
      v += 0.009 * Math.sin(angle);
      drawn += valueNoise(u * 34, v * 34, seed + 1) / steps;
    }
    const tone = fractalNoise(x * 2.5, y * 2.5, seed + 2, 2);
    return night.between(0.5 + 2.6 * (drawn - 0.5) + 0.8 * (tone - 0.5));
  },
};

const stones = new Palette('#9b2226 #c8553d #e09f3e #335c67 #4f9d96 #1d3557');
const MORTAR = colour('#efe9dc');
/** Square stones set a little askew in pale mortar, in bands of colour. */
const mosaic: Texture = {
  name: 'mosaic',
  paint: (seed) => (x, y) => {
    const [u, v] = [x * 13, y * 13];
    const [column, row] = [Math.floor(u), Math.floor(v)];
    const jitter = (layer: number) => 0.24 * (cellHash(column, row, seed + layer) - 0.5);
    const side = Math.max(Math.abs(u - column - 0.5 + jitter(1)), Math.abs(v - row - 0.5 + jitter(2)));
    const band = fractalNoise(column / 5, row / 5, seed + 3, 2) + 0.3 * (cellHash(column, row, seed) - 0.5);
    const stone = shade(
      stones.pick(Math.min(Math.max(1.6 * band - 0.3, 0), 0.999)),
      0.9 + 0.3 * cellHash(row, column, seed),
    );
    return blend(stone, MORTAR, smoothStep(0.36, 0.42, side));
  },
};

const dusk = new Palette('#5b4b8a #9c6aa6 #e08aa0 #f7b8a0 #fde6cf');
/** Soft clouds, the only texture without an edge. */
const clouds: Texture = {
  name: 'clouds',
  paint: (seed) => (x, y) => {
    const bend = fractalNoise(x * 3, y * 3, seed + 9, 3);
    return dusk.between(1.9 * fractalNoise(x * 3 + bend, y * 4 + bend, seed, 5) - 0.45);
  },
};

const marbleTones = new Palette('#0c1f1a #14382d #1f5a47 #2f7d63');
const VEIN = colour('#d9c68a');
/** Green marble with bright veins. */
const marble: Texture = {
  name: 'marble',
  paint: (seed) => (x, y) => {
    const [along, across] = turned(x, y, 30, 1);
    const bent = across * 3 + 1.8 * fractalNoise(along * 3, across * 3, seed, 4);
    const vein = (zigzag(bent + 0.3) * zigzag(bent * 1.7)) ** 4;
    const stone = marbleTones.between(1.6 * fractalNoise(x * 6, y * 6, seed + 6) - 0.3);
    return blend(stone, VEIN, Math.min(2.2 * vein, 1));
  },
};

const timber = new Palette('#4a2511 #7b4220 #a9672f #d29a57 #e6bd7e');
/** Upright planks with the rings of trees. */
const wood: Texture = {
  name: 'wood',
  paint: (seed) => (x, y) => {
    const plank = Math.floor(x * 3);
    const shift = 7 * cellHash(plank, 0, seed);
    const ring =
      9 * fractalNoise(x * 5 + shift, y * 0.8 + shift, seed, 2) + 0.6 * valueNoise(x * 60, y * 3, seed + 3);
    const gap = smoothStep(0.02, 0.06, zigzag(x * 3));
    return shade(timber.between(0.15 + 0.75 * zigzag(ring)), 0.35 + 0.65 * gap);
  },
};

const seaGreens = new Palette('#0f3d3e #1d7874 #45b69c #a8e0c8');
const RIM = colour('#f1e8c9');
/** Rows of overlapping scales, each of rings around its own centre. */
const scales: Texture = {
  name: 'scales',
  paint: (seed) => (x, y) => {
    const [width, height] = [6, 12];
    // The lower rows lie on top.
    for (let row = Math.floor(y * height) + 2; ; row--) {
      const shift = (row & 1) / 2;
      const column = Math.round(x * width - shift);
      const distance = length(x * width - shift - column, (y * height - row) * 0.5);
      if (distance > 0.58) continue;
      const edge = smoothStep(0.5, 0.56, distance);
      const tone = 0.25 + 0.75 * cellHash(column, row, seed);
      const ring = seaGreens.between(tone * (0.35 + 0.65 * zigzag(distance * 4)));
      return blend(ring, RIM, edge);
    }
  },
};

const STRAW = colour('#d8c3a0');
const SHADOW = colour('#5d4a36');
/** A basket: level and upright bands of straw over and under each other. */
const weave: Texture = {
  name: 'weave',
  paint: (seed) => (x, y) => {
    const [u, v] = [x * 7, y * 7];
    const [column, row] = [Math.floor(u), Math.floor(v)];
    const isLevel = ((column + row) & 1) === 0;
    const [along, across] = isLevel ? [u - column, v - row] : [v - row, u - column];
    const round = Math.sin(Math.PI * along) * Math.min(1, 4 * Math.sin(Math.PI * across));
    const fibre = 0.25 * (valueNoise(isLevel ? u * 2 : u * 14, isLevel ? v * 14 : v * 2, seed) - 0.5);
    return blend(
      SHADOW,
      shade(STRAW, isLevel ? 1.1 : 0.82),
      Math.min(Math.max(0.15 + 0.85 * round + fibre, 0), 1),
    );
  },
};

const YELLOW = colour('#ffe14d');
const MAGENTA = colour('#ff2e7e');
const CYAN = colour('#16a5d8');
/** Pop art: round dots of two sizes in a slanted grid, on flat yellow. */
const halftone: Texture = {
  name: 'halftone',
  paint: (seed) => (x, y) => {
    const tone = fractalNoise(x * 2, y * 2, seed, 2);
    const dot = (degrees: number, size: number) => {
      const [u, v] = turned(x, y, degrees, 11);
      const distance = length(u - Math.round(u), v - Math.round(v));
      return 1 - smoothStep(size - 0.06, size + 0.06, distance);
    };
    const print = blend(YELLOW, MAGENTA, dot(20, 0.15 + 0.4 * tone));
    return blend(print, CYAN, dot(65, 0.62 - 0.8 * tone));
  },
};

const bright = new Palette('#ee6c4d #f7c948 #3d5a80 #98c1d9 #e0fbfc #293241 #c06c84');
/** Squares with concentric circles, each of its own colours. */
const circles: Texture = {
  name: 'circles',
  paint: (seed) => (x, y) => {
    const [u, v] = [x * 4, y * 4];
    const [column, row] = [Math.floor(u), Math.floor(v)];
    const distance = length(u - column - 0.5, v - row - 0.5);
    const wash = 0.1 * (fractalNoise(x * 9, y * 9, seed + 8) - 0.5);
    const place = (distance + wash) * 9;
    const [ring, within] = [Math.floor(place), place % 1];
    const paintOf = (index: number) => bright.pick(cellHash(column + 9 * index, row, seed));
    return blend(paintOf(ring), paintOf(ring + 1), smoothStep(0.85, 1, within));
  },
};

export const TEXTURES: readonly Texture[] = [
  ...[dots, hatching, checks, waves, cells, strokes, mosaic],
  ...[clouds, marble, wood, scales, weave, halftone, circles],
];
