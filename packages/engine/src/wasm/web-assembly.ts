// The part of the WebAssembly API used here. Node's types lack it, and those of the browser library would bring every
// browser global into each package that imports this one.

export interface WasmMemory {
  readonly buffer: ArrayBufferLike;
}

/** A compiled module; threads may share it. */
export type WasmModule = { readonly [Symbol.toStringTag]: string };

export interface WasmInstance {
  readonly exports: unknown;
}

export type WasmImports = Record<string, Record<string, unknown>>;

interface WebAssemblyApi {
  validate(bytes: Uint8Array): boolean;
  instantiate(
    bytes: Uint8Array,
    imports: WasmImports,
  ): Promise<{ instance: WasmInstance; module: WasmModule }>;
  Module: new (bytes: Uint8Array) => WasmModule;
  Instance: new (module: WasmModule, imports: WasmImports) => WasmInstance;
}

export const webAssembly = (globalThis as unknown as { WebAssembly: WebAssemblyApi }).WebAssembly;
