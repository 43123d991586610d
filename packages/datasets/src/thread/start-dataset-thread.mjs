// Where a thread begins: plain JavaScript, because Node 20 gives no thread the loader of the main one.
import '@yoto/ts-loader';

await import('./dataset-thread.ts');
