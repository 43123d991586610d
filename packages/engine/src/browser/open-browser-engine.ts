// The engines of a browser: stock TensorFlow.js, for trained models that people look at. Nothing is trained here.
import { AppError, toAppError } from '@yoto/core';
import { SOFTWARE_ADAPTER } from '../software-adapter.ts';
import { tf } from '../tf.ts';
import { BROWSER_ENGINES, type BrowserEngineName } from './browser-engines.ts';
import { installTransposedConvolution } from './transposed-convolution.ts';

export interface BrowserEngineOptions {
  /** The address of `tfjs-backend-wasm-simd.wasm`. */
  wasmFile: string;
  /** Only this one; undefined: the first of `BROWSER_ENGINES` that works. */
  only?: BrowserEngineName | undefined;
}

/** What this file uses of a browser, also in a worker: Node's types know nothing of it. */
interface Browser {
  navigator?: { gpu?: { requestAdapter(): Promise<GpuAdapter | null> } };
  OffscreenCanvas?: new (
    width: number,
    height: number,
  ) => { getContext(kind: 'webgl2'): WebglContext | null };
}

interface GpuAdapter {
  isFallbackAdapter?: boolean;
  info?: { vendor: string; architecture: string; device: string; description: string };
}

interface WebglContext {
  getExtension(name: 'WEBGL_debug_renderer_info'): { UNMASKED_RENDERER_WEBGL: number } | null;
  getParameter(name: number): unknown;
}

const browser = globalThis as unknown as Browser;

/**
 * Opens the first engine that works and makes it the one that tfjs uses. Graphics adapters that the processor plays are passed
 * over, as WebAssembly is faster. Throws `engine_unavailable` with the reason of each when none works.
 */
export async function openBrowserEngine(options: BrowserEngineOptions): Promise<BrowserEngineName> {
  const reasons: string[] = [];
  for (const name of BROWSER_ENGINES) {
    if (options.only !== undefined && options.only !== name) continue;
    const reason = await OPEN[name](options).catch((error: unknown) => toAppError(error).message);
    if (reason === undefined) return name;
    reasons.push(`${name}: ${reason}`);
  }
  throw new AppError(
    'engine_unavailable',
    `This browser cannot run the model (${reasons.join('; ')}): use a current version of Chrome, Edge, Firefox or Safari, and let it run WebAssembly`,
  );
}

/** Undefined once the engine is open, else why it is not. */
type Open = (options: BrowserEngineOptions) => Promise<string | undefined>;

const OPEN: Record<BrowserEngineName, Open> = {
  async webgpu() {
    const adapter = await browser.navigator?.gpu?.requestAdapter();
    if (!adapter) return 'there is no adapter';
    const { vendor = '', architecture = '', device = '', description = '' } = adapter.info ?? {};
    const names = [vendor, architecture, device, description].join(' ');
    if (adapter.isFallbackAdapter || SOFTWARE_ADAPTER.test(names)) return 'its adapter is software';
    await import('@tensorflow/tfjs-backend-webgpu');
    return checked('webgpu');
  },
  async webgl() {
    const context = browser.OffscreenCanvas && new browser.OffscreenCanvas(1, 1).getContext('webgl2');
    if (!context) return 'there is no WebGL 2';
    const info = context.getExtension('WEBGL_debug_renderer_info');
    const renderer = info ? String(context.getParameter(info.UNMASKED_RENDERER_WEBGL)) : '';
    if (SOFTWARE_ADAPTER.test(renderer)) return 'its renderer is software';
    await import('@tensorflow/tfjs-backend-webgl');
    if (!tf.env().getBool('WEBGL_RENDER_FLOAT32_ENABLED')) return 'it computes with 16 bits only';
    return checked('webgl');
  },
  async wasm({ wasmFile }) {
    const { setWasmPaths } = await import('@tensorflow/tfjs-backend-wasm');
    if (!(await tf.env().getAsync('WASM_HAS_SIMD_SUPPORT'))) return 'there is no WebAssembly SIMD';
    // Threads need pages that are isolated from all others, which the dashboard is not.
    tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
    installTransposedConvolution();
    setWasmPaths({
      'tfjs-backend-wasm.wasm': wasmFile,
      'tfjs-backend-wasm-simd.wasm': wasmFile,
      'tfjs-backend-wasm-threaded-simd.wasm': wasmFile,
    });
    return checked('wasm');
  },
};

/** Makes it the current one and lets it compute something that is known. */
async function checked(name: BrowserEngineName): Promise<string | undefined> {
  if (!(await tf.setBackend(name))) return 'it does not start';
  const product = tf.tidy(() => tf.matMul(tf.ones([3, 5]), tf.fill([5, 2], 1 / 3)));
  const values = await product.data();
  product.dispose();
  return values.every((value) => Math.abs(value - 5 / 3) < 1e-5) ? undefined : 'it computes wrongly';
}
