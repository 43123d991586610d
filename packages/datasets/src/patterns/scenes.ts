/**
 * The contents: scenes with a sky, ranges of hills and what stands in front of them, all drawn from a stream of random numbers.
 * A scene is a stack of layers; each paints over what lies behind it.
 */
import type { RandomStream } from '@yoto/core';
import { blend, type Colour, Palette, shade } from './colour.ts';
import { fractalNoise, length, mix, smoothStep, valueNoise } from './noise.ts';
import type { Painting } from './painting.ts';

/** What is at a place (unit square, y downwards) in front of `behind`, which is asked only where it shows. */
type Layer = (x: number, y: number, behind: () => Colour) => Colour;

/** Width of an edge, so that it is smooth at any size of the picture. */
const SOFT = 0.006;

const SKIES = [
  '#2e6db4 #8fbfe0 #dcebf0',
  '#26325c #a8577e #f3a25f',
  '#5d7f99 #b9c7cc #e8e4da',
  '#0e1430 #26356b #5a6ea3',
  '#3c8fc4 #a9d6dd #f8edc9',
].map((sky) => new Palette(sky));
const LANDS = [
  '#2f4f2f #6b8e3a #a6b35a',
  '#5b4632 #9c7447 #d1a968',
  '#39495c #5f7a8c #9fb4bd',
  '#24413f #3f7a62 #8fb88a',
  '#6a3d3a #a8593f #d98f5c',
].map((land) => new Palette(land));
const THINGS = new Palette('#c0392b #e67e22 #f1c40f #27ae60 #2980b9 #8e44ad #ecf0f1 #34495e #d98880 #16a085');

const TRUNK: Colour = [0.3, 0.2, 0.14];

/** A scene of its own for each stream. */
export function drawScene(draws: RandomStream): Painting {
  const horizon = 0.35 + 0.25 * draws.uniform();
  const light = draws.uniform() < 0.5 ? -1 : 1;
  const kinds = [hillScene, cityScene, stillLife] as const;
  const kind = kinds[draws.integer(kinds.length)] as (typeof kinds)[number];
  const layers = [sky(draws, horizon), ...kind(draws, horizon, light)];
  const colourAt = (x: number, y: number, front: number): Colour =>
    layers[front]?.(x, y, () => colourAt(x, y, front - 1)) ?? [0, 0, 0];
  return (x, y) => colourAt(x, y, layers.length - 1);
}

const pick = <T>(draws: RandomStream, values: readonly T[]): T => values[draws.integer(values.length)] as T;
const between = (draws: RandomStream, from: number, to: number): number =>
  from + (to - from) * draws.uniform();
const seedOf = (draws: RandomStream): number => draws.integer(2 ** 20);

function hillScene(draws: RandomStream, horizon: number, light: number): Layer[] {
  const count = 2 + draws.integer(3);
  const land = pick(draws, LANDS);
  return Array.from({ length: count }, (_, index) => {
    const nearness = (index + 1) / count;
    const hills = range(draws, horizon + (0.75 - horizon) * nearness ** 1.5, nearness, land, light);
    const trees =
      draws.uniform() < nearness * 0.8 ? [tree(draws, nearness, light), tree(draws, nearness, light)] : [];
    return [hills, ...trees];
  }).flat();
}

function cityScene(draws: RandomStream, horizon: number, light: number): Layer[] {
  const street = 0.72 + 0.12 * draws.uniform();
  const count = 5 + draws.integer(6);
  const houses = Array.from({ length: count }, (_, index) =>
    house(draws, street, (index + draws.uniform()) / count, light),
  );
  return [range(draws, horizon + 0.1, 0.2, pick(draws, LANDS), light), ...houses, ground(draws, street)];
}

function stillLife(draws: RandomStream, horizon: number, light: number): Layer[] {
  const count = 2 + draws.integer(4);
  const things = Array.from({ length: count }, (_, index) => {
    const foot = 0.62 + (0.3 * (index + draws.uniform())) / count;
    const thing = pick(draws, [ball, block, ball]);
    return thing(draws, foot, light);
  });
  return [ground(draws, horizon + 0.05), ...things.flat()];
}

/** From above to the horizon, with a sun or moon and clouds. */
function sky(draws: RandomStream, horizon: number): Layer {
  const tones = pick(draws, SKIES);
  const [sunX, sunY, radius] = [draws.uniform(), between(draws, 0.05, horizon), between(draws, 0.03, 0.09)];
  const [seed, cover] = [seedOf(draws), between(draws, 0.35, 0.75)];
  return (x, y) => {
    const distance = length(x - sunX, y - sunY);
    const glow = 0.35 * Math.exp(-distance * 5) + (1 - smoothStep(radius - SOFT, radius + SOFT, distance));
    const clear = blend(tones.between(y / (horizon + 0.2)), [1, 0.97, 0.85], Math.min(glow, 1));
    const cloud = fractalNoise(x * 3, y * 7, seed, 4);
    return blend(clear, [0.96, 0.95, 0.95], 0.8 * smoothStep(cover, cover + 0.25, cloud));
  };
}

/** Hills: rough and pale far away, dark, lit from one side and grown over nearby. */
function range(draws: RandomStream, top: number, nearness: number, land: Palette, light: number): Layer {
  const [seed, rough] = [seedOf(draws), between(draws, 1.5, 4)];
  const height = between(draws, 0.12, 0.3);
  const crest = tabulated((x) => top + height * (0.5 - fractalNoise(x * rough, 0.5, seed, 5)));
  return (x, y, behind) => {
    const depth = y - crest(x);
    if (depth < -SOFT) return behind();
    const slope = (crest(x + 0.02) - crest(x - 0.02)) / 0.04;
    const grown = fractalNoise(x * 9, y * 18, seed + 7, 4);
    const lit = 0.35 + 0.35 * grown + 0.25 * light * slope - 0.3 * Math.min(depth, 0.5) * nearness;
    const near = shade(land.between(lit), 0.75 + 0.4 * grown);
    const hazy = blend(near, [0.75, 0.8, 0.86], 0.6 * (1 - nearness));
    return depth > SOFT ? hazy : blend(behind(), hazy, smoothStep(-SOFT, SOFT, depth));
  };
}

/** A slow function of x in [0, 1], by straight lines between a thousand of its values. */
function tabulated(of: (x: number) => number): (x: number) => number {
  const last = 1023;
  const values = Float64Array.from({ length: last + 1 }, (_, place) => of(place / last));
  return (x) => {
    const place = Math.min(Math.max(x, 0), 1) * last;
    const first = Math.min(Math.floor(place), last - 1);
    return mix(values[first] as number, values[first + 1] as number, place - first);
  };
}

/** A floor that reaches to `top`, of tiles or bare, drawn in perspective. */
function ground(draws: RandomStream, top: number): Layer {
  const [first, second, seed] = [pick(draws, LANDS), pick(draws, LANDS), seedOf(draws)];
  const tiles = draws.uniform() < 0.5 ? 3 + draws.integer(4) : 0;
  return (x, y, behind) => {
    if (y < top) return behind();
    const depth = 0.3 / (y - top + 0.12);
    const [u, v] = [(x - 0.5) * depth * tiles, depth * tiles * 1.6];
    const isOdd = ((Math.floor(u) + Math.floor(v)) & 1) === 1;
    const grain = fractalNoise(x * depth * 8, depth * 24, seed, 3);
    return shade((isOdd ? second : first).between(0.3 + 0.6 * grain), 0.8 + 0.35 * (y - top));
  };
}

function house(draws: RandomStream, street: number, middle: number, light: number): Layer {
  const [width, height] = [between(draws, 0.07, 0.16), between(draws, 0.12, 0.5)];
  const [wall, seed] = [blend(pick(draws, THINGS.colours), [0.6, 0.55, 0.5], 0.5), seedOf(draws)];
  const roof = draws.uniform() < 0.5 ? between(draws, 0.03, 0.1) : 0;
  const [columns, storey] = [2 + draws.integer(3), between(draws, 0.045, 0.07)];
  const left = middle - width / 2;
  return (x, y, behind) => {
    const across = (x - left) / width;
    const above = street - height - y;
    const gable = roof * (1 - Math.abs(2 * across - 1));
    if (across < 0 || across > 1 || above > gable || y > street) return behind();
    if (above > 0) return shade([0.5, 0.22, 0.18], light * (across - 0.5) > 0 ? 1.15 : 0.75);
    const [u, v] = [across * columns, -above / storey];
    const isWindow = Math.abs((u % 1) - 0.5) < 0.26 && Math.abs((v % 1) - 0.5) < 0.3;
    const isLit = valueNoise(Math.floor(u) * 3.7, Math.floor(v) * 3.7, seed) > 0.5;
    if (isWindow) return isLit ? [0.98, 0.88, 0.55] : [0.16, 0.2, 0.28];
    return shade(wall, 0.9 + 0.25 * light * (across - 0.5) + 0.15 * valueNoise(x * 30, y * 30, seed));
  };
}

function tree(draws: RandomStream, nearness: number, light: number): Layer {
  const [x0, size] = [draws.uniform(), between(draws, 0.1, 0.2) * (0.3 + 0.7 * nearness)];
  const foot = 0.6 + 0.35 * nearness;
  const [leaves, seed] = [pick(draws, [LANDS[0], LANDS[3], LANDS[4]]) as Palette, seedOf(draws)];
  return (x, y, behind) => {
    const [dx, dy] = [(x - x0) / size, (foot - y) / size];
    if (Math.abs(dx) > 1.1 || dy < 0 || dy > 2.8) return behind();
    const isTrunk = Math.abs(dx) < 0.09 && dy < 1.2;
    const ragged = fractalNoise(x * 26, y * 26, seed, 3);
    const crown = 1 - smoothStep(0.75, 0.85, length(dx, (dy - 1.5) * 0.85) + 0.5 * (ragged - 0.4));
    const leaf = leaves.between(0.25 + 0.5 * ragged + 0.3 * (light * dx + dy - 1.5));
    return crown === 1 ? leaf : blend(isTrunk ? TRUNK : behind(), leaf, crown);
  };
}

/** A shadow on the floor, soft, away from the light. */
function shadowOf(middle: number, foot: number, size: number, light: number): Layer {
  return (x, y, behind) => {
    const [dx, dy] = [(x - middle + 0.5 * light * size) / (1.3 * size), (y - foot) / (0.35 * size)];
    const distance = length(dx, dy);
    return distance > 1.1 ? behind() : shade(behind(), 1 - 0.55 * (1 - smoothStep(0.4, 1.1, distance)));
  };
}

function ball(draws: RandomStream, foot: number, light: number): Layer[] {
  const [radius, middle] = [between(draws, 0.07, 0.19), between(draws, 0.12, 0.88)];
  const [skin, other, seed] = [pick(draws, THINGS.colours), pick(draws, THINGS.colours), seedOf(draws)];
  const stripes = draws.uniform() < 0.4 ? 3 + draws.integer(4) : 0;
  const body: Layer = (x, y, behind) => {
    const [dx, dy] = [(x - middle) / radius, (y - foot) / radius + 1];
    const distance = length(dx, dy);
    if (distance > 1 + SOFT / radius) return behind();
    const dz = Math.sqrt(Math.max(1 - distance * distance, 0));
    const facing = 0.55 * light * dx - 0.6 * dy + 0.58 * dz;
    const isStripe =
      stripes > 0 && Math.sin(stripes * Math.asin(Math.min(Math.max(dy + 0.4 * dx, -1), 1)) * 2) > 0;
    const speck = 0.2 * (fractalNoise(x * 22, y * 22, seed, 2) - 0.5);
    const shine = 0.9 * Math.max(facing, 0) ** 24;
    const lit = shade(isStripe ? other : skin, 0.3 + 0.75 * Math.max(facing, 0) + speck);
    const cover = 1 - smoothStep(1 - SOFT / radius, 1 + SOFT / radius, distance);
    return blend(cover === 1 ? skin : behind(), shade(lit, 1 + shine), cover);
  };
  return [shadowOf(middle, foot, radius, light), body];
}

/** A box seen from a corner: two sides of different light and a top. */
function block(draws: RandomStream, foot: number, light: number): Layer[] {
  const [width, height] = [between(draws, 0.07, 0.15), between(draws, 0.12, 0.35)];
  const [middle, corner] = [between(draws, 0.12, 0.88), between(draws, -0.5, 0.5)];
  const [skin, seed] = [pick(draws, THINGS.colours), seedOf(draws)];
  const body: Layer = (x, y, behind) => {
    const across = (x - middle) / width;
    if (Math.abs(across) > 1) return behind();
    /** How far each side recedes, as a share of its distance from the corner in front. */
    const back = 0.3 * Math.abs(across - corner);
    const above = (foot - y) / width - back;
    const [tall, lid] = [height / width, 0.6 - 2 * back];
    if (above < 0 || above > tall + Math.max(lid, 0)) return behind();
    const isLid = above > tall;
    const isFacingLight = light * (across - corner) > 0;
    const grain = 0.3 * (fractalNoise(x * 18, y * 40, seed, 3) - 0.5);
    return shade(skin, (isLid ? 1.25 : isFacingLight ? 1 : 0.5) + grain);
  };
  return [shadowOf(middle, foot, width, light), body];
}
