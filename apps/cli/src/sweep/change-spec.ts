/** Changes of a spec by path, before anyone has judged it. */
import { AppError } from '@yoto/core';
import { readSpecText } from '@yoto/core/spec-text';

type Container = Record<string, unknown> | unknown[];

export interface SpecChanges {
  /** `path=value`, the path dotted, the value YAML. */
  set: readonly string[];
  /** `0,1,2`: for all groups. */
  seeds?: string;
  name?: string;
}

/** A changed copy; `--set` comes last. Throws `invalid_input` for paths and values that mean nothing. */
export function changeSpec(spec: unknown, { set, seeds, name }: SpecChanges): unknown {
  const changed: unknown = structuredClone(spec);
  if (seeds !== undefined) setSeeds(changed, seeds);
  if (name !== undefined) setValue(changed, ['name'], name);
  for (const written of set) {
    const { path, value } = parseChange(written);
    setValue(changed, path, value);
  }
  return changed;
}

function parseChange(written: string): { path: string[]; value: unknown } {
  const equals = written.indexOf('=');
  const path = written.slice(0, Math.max(0, equals)).split('.');
  if (path.some((part) => part.trim() === '')) {
    throw new AppError('invalid_input', `"${written}" is not a change`, {
      details: { fix: 'write --set PATH=VALUE, e.g. --set defaults.steps=500' },
    });
  }
  const read = readSpecText(written.slice(equals + 1));
  if (read.ok) return { path, value: read.value };
  throw new AppError(
    'invalid_input',
    `The value of "${path.join('.')}" is not valid YAML (${written.slice(equals + 1)}): ${read.message}`,
    { details: { fix: 'correct it, and quote it for the shell, e.g. --set "groups.0.seeds=[0, 1]"' } },
  );
}

/** Seeds that single groups have would win over those of all. */
function setSeeds(spec: unknown, written: string): void {
  const seeds = written.split(',').map((part) => part.trim());
  if (seeds.some((seed) => !/^\d+$/.test(seed))) {
    throw new AppError('invalid_input', `"${written}" is not a list of seeds`, {
      details: { fix: 'write whole numbers with commas: --seeds 0,1,2' },
    });
  }
  setValue(spec, ['defaults', 'seeds'], seeds.map(Number));
  const { groups } = spec as { groups?: unknown };
  if (!Array.isArray(groups)) return;
  for (const group of groups) if (isContainer(group)) delete (group as Record<string, unknown>).seeds;
}

/** Makes what is missing on the way, except entries of lists: those must be there (or come next). */
function setValue(spec: unknown, path: readonly string[], value: unknown): void {
  let at: unknown = spec;
  for (const [depth, part] of path.entries()) {
    const place = path.slice(0, depth).join('.') || 'the spec';
    const container = containerAt(at, place);
    const key = keyOf(container, part, place);
    if (depth === path.length - 1) {
      (container as Record<string | number, unknown>)[key] = value;
      return;
    }
    const next = (container as Record<string | number, unknown>)[key];
    at = next ?? {};
    (container as Record<string | number, unknown>)[key] = at;
  }
}

function containerAt(value: unknown, place: string): Container {
  if (isContainer(value)) return value;
  throw new AppError('invalid_input', `${place} is ${JSON.stringify(value)}: nothing can be set within it`, {
    details: { fix: `set ${place} itself, or correct the path` },
  });
}

function keyOf(container: Container, part: string, place: string): string | number {
  if (!Array.isArray(container)) {
    if (part !== '__proto__') return part;
    throw new AppError('invalid_input', `${place} has no field "${part}"`);
  }
  const index = Number(part);
  if (/^\d+$/.test(part) && index <= container.length) return index;
  throw new AppError(
    'invalid_input',
    `${place} has no entry "${part}": it is a list of ${container.length}, counted from 0`,
    {
      details: { fix: 'name an entry that it has, e.g. groups.0' },
    },
  );
}

const isContainer = (value: unknown): value is Container => typeof value === 'object' && value !== null;
