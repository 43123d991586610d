/** Which pages are measured, and when each shows what one came for. */
import type { SeededState } from '../seed/seed-state.ts';

export interface BenchPage {
  name: string;
  path: string;
  /** A condition in the page, as JavaScript: it holds once what matters is on the screen. */
  useful: string;
}

export const FIRST_PAGE = 'sweeps';

const present = (selector: string) => `document.querySelector(${JSON.stringify(selector)}) !== null`;

/** A line in colour has been drawn, not only axes: see `watchScreen`. */
const CHART_DRAWN = 'window.benchColoured === true';

const SHOWN_PICTURE = `[...document.querySelectorAll('main img')].some((image) => image.complete && image.naturalWidth > 0)`;

interface Ids extends SeededState {
  longJob: string;
  /** Of sweeps of one task. */
  others: readonly string[];
}

export function benchPages({ compared, longJob, others }: Ids): BenchPage[] {
  const sweep = `/sweeps/${compared}`;
  return [
    { name: FIRST_PAGE, path: '/sweeps', useful: present('.sweeps-table tbody tr') },
    { name: 'search for sweeps', path: '/sweeps?q=CIFAR', useful: present('.sweeps-table tbody tr') },
    { name: 'large sweep: Frontier', path: sweep, useful: `${present('.headline')} && ${CHART_DRAWN}` },
    { name: 'large sweep: Analysis', path: `${sweep}/analysis`, useful: present('.analysis-part table') },
    { name: 'large sweep: Jobs', path: `${sweep}/jobs`, useful: present('.job-matrix .job-cell') },
    { name: 'large sweep: Curves', path: `${sweep}/curves`, useful: CHART_DRAWN },
    { name: 'large sweep: Examples', path: `${sweep}/examples`, useful: present('table.examples tbody tr') },
    { name: 'large sweep: Pictures', path: `${sweep}/pictures`, useful: SHOWN_PICTURE },
    { name: 'large sweep: Spec', path: `${sweep}/spec`, useful: present('.yaml-text') },
    { name: 'large sweep: Activity', path: `${sweep}/activity`, useful: present('.events li') },
    { name: 'job with the long curve', path: `/jobs/${longJob}`, useful: CHART_DRAWN },
    { name: 'workers', path: '/workers', useful: present('main .card') },
    {
      name: 'comparison of three sweeps',
      path: `/compare?${others.map((id) => `of=${id}`).join('&')}`,
      useful: CHART_DRAWN,
    },
    { name: 'new sweep', path: '/sweeps/new', useful: present('form.editor') },
    { name: 'API reference', path: '/api/docs', useful: present('main section') },
  ];
}
