// Importing this lets a thread import TypeScript: `node --import @yoto/ts-loader program.ts`. Plain JavaScript, because
// before it nothing else can be loaded.
import { register } from 'node:module';

register('./hooks.mjs', import.meta.url);
