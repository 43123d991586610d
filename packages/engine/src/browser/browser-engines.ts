/** What a browser may compute with, in the order of preference. Apart, for pages that only choose one: they load no TensorFlow.js. */
export const BROWSER_ENGINES = ['webgpu', 'webgl', 'wasm'] as const;
export type BrowserEngineName = (typeof BROWSER_ENGINES)[number];
