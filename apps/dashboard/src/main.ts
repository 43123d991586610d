/** The first code of every page: it starts whatever the address needs at once, and React beside it. */
import { apiBase, basePath } from './api/base-path.ts';
import { askEarly } from './early/early-answers.ts';
import { firstLook } from './early/first-look.ts';
import './styles/index.css';

const { pathname, search } = window.location;
const { code, answers } = firstLook(pathname.slice(basePath.length), new URLSearchParams(search));
// What fails to come is asked for again, and told of, by the page that wants it.
for (const load of code) load().catch(() => undefined);
for (const address of answers) askEarly(`${apiBase}/api/v1${address}`);
void import('./start.tsx');
