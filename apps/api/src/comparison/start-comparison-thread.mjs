// Where the thread begins: plain JavaScript, because Node 20 gives no thread the loader of `--import tsx`.
import { register } from 'tsx/esm/api';

register();
await import('./comparison-thread.ts');
