/**
 * What an address needs first: code, and answers of the API. `main.ts` asks for all of it at once, before the code that wants the
 * answers is there; otherwise a page would ask for one after the other. Small, and without the packages that know all routes.
 */
import {
  loadApiPage,
  loadComparePage,
  loadCompareSweepsPage,
  loadExplorePage,
  loadJobPage,
  loadNewSweepPage,
  loadSweepPage,
  loadSweepsPage,
  loadWorkersPage,
} from './page-code.ts';
import { loadChartView, loadYamlView } from './part-code.ts';

type Load = () => Promise<unknown>;

export interface FirstLook {
  code: readonly Load[];
  /** Addresses below that of the API, exactly as the page's own questions have them. */
  answers: readonly string[];
}

type Look = (params: URLSearchParams, id: string) => FirstLook;

const PAGES: Readonly<Record<string, Look>> = {
  '/': () => ({ code: [loadSweepsPage], answers: ['/tasks'] }),
  '/sweeps': () => ({ code: [loadSweepsPage], answers: ['/tasks'] }),
  '/sweeps/new': newSweep,
  '/compare': severalSweeps,
  '/workers': () => ({ code: [loadWorkersPage], answers: ['/workers', '/worker-setup'] }),
  '/api/docs': () => ({ code: [loadApiPage], answers: [] }),
};

/** By the last part of the address; below that of the sweep, unless they begin with a slash. */
const SWEEP_PARTS: Readonly<Record<string, (params: URLSearchParams) => FirstLook>> = {
  '': (params) => ({
    code: [loadSweepPage, loadChartView],
    answers: [comparison(params), 'pictures', 'data', '/tasks'],
  }),
  analysis: (params) => ({ code: [loadSweepPage], answers: [comparison(params), 'data'] }),
  jobs: () => ({ code: [loadSweepPage], answers: ['jobs'] }),
  curves: () => ({ code: [loadSweepPage, loadChartView], answers: ['jobs'] }),
  examples: () => ({ code: [loadSweepPage], answers: ['jobs', EXAMPLES, '/tasks'] }),
  pictures: () => ({ code: [loadSweepPage], answers: ['pictures', '/tasks'] }),
  spec: () => ({ code: [loadSweepPage, loadYamlView], answers: ['data'] }),
  activity: () => ({ code: [loadSweepPage], answers: ['events?limit=100', 'jobs'] }),
  compare: () => ({ code: [loadComparePage], answers: ['jobs', EXAMPLES, 'data', '/tasks'] }),
  explore: () => ({ code: [loadExplorePage], answers: [] }),
};
const EXAMPLES = 'artifacts?name=examples.json';

const JOB_PARTS: Readonly<Record<string, Look>> = {
  '': job,
  spec: () => ({ code: [loadJobPage, loadYamlView], answers: [] }),
};

/** `path`: below that of the server. Of an address that leads nowhere nothing but whether the server is ready. */
export function firstLook(path: string, params: URLSearchParams): FirstLook {
  const { code, answers } = lookAt(path.replace(/(?<=.)\/+$/, ''), params) ?? { code: [], answers: [] };
  return { code, answers: ['/ready', ...answers] };
}

function lookAt(path: string, params: URLSearchParams): FirstLook | undefined {
  const page = own(PAGES, path);
  if (page) return page(params, '');
  const [, of, id = '', part = ''] = /^\/(sweeps|jobs)\/([0-9a-f-]{36})(?:\/([a-z]+))?$/.exec(path) ?? [];
  if (of === 'jobs') {
    const { code, answers } = own(JOB_PARTS, part)?.(params, id) ?? { code: [loadJobPage], answers: [] };
    return { code, answers: [`/jobs/${id}`, ...answers] };
  }
  const look = of === 'sweeps' ? own(SWEEP_PARTS, part)?.(params) : undefined;
  if (!look) return undefined;
  const address = `/sweeps/${id}`;
  const below = look.answers.map((one) => (one.startsWith('/') ? one : `${address}/${one}`));
  return { ...look, answers: [address, ...below] };
}

/** Addresses are written by anybody: `constructor` is none of ours. */
const own = <T>(record: Readonly<Record<string, T>>, key: string): T | undefined =>
  Object.hasOwn(record, key) ? record[key] : undefined;

function newSweep(params: URLSearchParams): FirstLook {
  const from = params.get('from');
  const more = from === null ? '/presets' : `/sweeps/${from}`;
  return { code: [loadNewSweepPage], answers: ['/tasks', more] };
}

/** `of`: ids, behind some a colon and the group that is meant. */
function severalSweeps(params: URLSearchParams): FirstLook {
  const of = params.getAll('of');
  const code = [loadCompareSweepsPage, loadChartView];
  if (of.length === 0) return { code, answers: [] };
  const sweeps = [...new Set(of.map((one) => `/sweeps/${one.split(':')[0]}`))];
  // Groups of one sweep that are named one by one are put together by the page, in words of its own.
  const asked = sweeps.length === of.length ? [`/${comparison(params, of)}`] : [];
  return { code, answers: [...sweeps, ...asked, '/tasks'] };
}

/** With the usual curve, unless the address asks for another one or for a part of it. */
function job(params: URLSearchParams, id: string): FirstLook {
  const curve = params.size === 0 ? [`/curves?job=${id}&name=loss&maxPoints=400`] : [];
  return { code: [loadJobPage, loadChartView], answers: [`/jobs/${id}/metric-names`, ...curve] };
}

/** On the axes and the slice that the address names. */
function comparison(params: URLSearchParams, of: readonly string[] = []): string {
  const query = new URLSearchParams();
  for (const name of ['x', 'y', 'slice', 'base']) {
    const value = params.get(name);
    if (value !== null) query.set(name, value);
  }
  for (const one of of) query.append('of', one);
  query.set('intervals', 'ready');
  return `comparison?${query}`;
}
