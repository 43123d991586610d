// Prisma's own schema engine as WebAssembly over a driver adapter: no native binary, no download.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { SchemaEngine } from '@prisma/schema-engine-wasm';
import { migrationAdapter } from './migration-adapter.ts';

type Glue = typeof import('@prisma/schema-engine-wasm/schema_engine_bg') & {
  __wbg_set_wasm(exports: WebAssembly.Exports): void;
};

/**
 * A schema engine connected to `url`; call `free()` when done.
 * @param datamodels pairs of file name and content of the Prisma schema
 */
export async function openEngine(url: string, datamodels: [string, string][]): Promise<SchemaEngine> {
  const { SchemaEngine: Engine } = await loadGlue();
  return Engine.new({ datamodels }, () => {}, migrationAdapter(url));
}

/** The package imports its .wasm file as a module, which Node 20 cannot: it is put together by hand here. */
async function loadGlue(): Promise<Glue> {
  Object.assign(globalThis, {
    PRISMA_WASM_PANIC_REGISTRY: {
      set_message: (message: string) => console.error('schema engine:', message),
    },
  });
  const glueFile = createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm/schema_engine_bg');
  const glue = (await import('@prisma/schema-engine-wasm/schema_engine_bg')) as Glue;
  const { instance } = await WebAssembly.instantiate(readFileSync(glueFile.replace(/\.js$/, '.wasm')), {
    './schema_engine_bg.js': glue as unknown as WebAssembly.ModuleImports,
  });
  glue.__wbg_set_wasm(instance.exports);
  (instance.exports.__wbindgen_start as () => void)();
  return glue;
}
