// Importing this lets a thread import TypeScript: `node --import @yoto/ts-loader program.ts`. Plain JavaScript, because
// before it nothing else can be loaded.
import { register } from 'node:module';

// biome-ignore lint/style/noProcessEnv: before the program and its configuration, and for tests only
const { YOTO_LINKED_PROGRAMS: programs } = process.env;
register('./hooks.mjs', import.meta.url, { data: { programs } });
