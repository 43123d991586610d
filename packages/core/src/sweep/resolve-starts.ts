/** Which groups start from the models of others, or one model of a group from the one before: checked before anything is planned. */
import type { InputIssue } from '../errors.ts';
import type { GroupInput, ResolvedGroup } from './sweep-spec.ts';

type TrainedInput = Exclude<GroupInput, { kind: 'codec' }>;
type TrainedGroup = Exclude<ResolvedGroup, { kind: 'codec' }>;

/** What a group says of it, without what it leaves out. */
export function startFields(group: TrainedInput): { startsFrom?: string; chain?: number } {
  const { startsFrom } = group;
  const chain = group.kind === 'fixed' ? group.chain : undefined;
  return { ...(startsFrom !== undefined && { startsFrom }), ...(chain !== undefined && { chain }) };
}

/** What is wrong with them; weights of another shape are refused here, because a job would find out only after its source has trained. */
export function wrongStarts(groups: readonly ResolvedGroup[]): InputIssue[] {
  return groups.flatMap((group, index) => {
    if (group.kind === 'codec') return [];
    const say = (field: string, message: string) => [{ path: `groups.${index}.${field}`, message }];
    if (group.kind === 'fixed' && group.chain !== undefined) {
      if (group.startsFrom !== undefined)
        return say('chain', 'starts its later models from its own: leave out "startsFrom", or "chain"');
      if (group.lambdas.length < 2) return say('chain', 'needs two lambdas or more: leave it out');
    }
    const why = wrongSource(group, groups);
    return why === undefined ? [] : say('startsFrom', why);
  });
}

function wrongSource(group: TrainedGroup, groups: readonly ResolvedGroup[]): string | undefined {
  const { startsFrom } = group;
  if (startsFrom === undefined) return undefined;
  const source = groups.find(({ name }) => name === startsFrom);
  if (!source) {
    const known = groups.filter(({ kind, name }) => kind !== 'codec' && name !== group.name);
    return `there is no group "${startsFrom}"; others are: ${known.map(({ name }) => name).join(', ') || 'none'}`;
  }
  if (source.kind === 'codec')
    return `"${startsFrom}" is a codec, which has no model: name a group that trains`;
  if (leadsBack(group, groups)) return 'leads back to the group itself: leave it out in one of them';
  if (source.widthMultiplier !== group.widthMultiplier)
    return `the models of "${startsFrom}" are of another width (${source.widthMultiplier}, not ${group.widthMultiplier}): give both groups the same widthMultiplier`;
  if (source.kind === 'yoto' && group.kind === 'fixed')
    return `the models of "${startsFrom}" are told lambda, those of this group are not: name a fixed group`;
  const missing = group.seeds.filter((seed) => !source.seeds.includes(seed));
  if (missing.length > 0)
    return `"${startsFrom}" has no model of seed ${missing.join(', ')}: give both groups the same seeds`;
  return undefined;
}

/** Whether following `startsFrom` comes back to where it began. */
function leadsBack(group: TrainedGroup, groups: readonly ResolvedGroup[]): boolean {
  const seen = new Set<string>();
  let at: ResolvedGroup | undefined = group;
  while (at && at.kind !== 'codec' && at.startsFrom !== undefined) {
    if (seen.has(at.name)) return true;
    seen.add(at.name);
    const next: string = at.startsFrom;
    at = groups.find(({ name }) => name === next);
  }
  return false;
}
