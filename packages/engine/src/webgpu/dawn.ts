// The `webgpu` package (Dawn) made to look like a browser's navigator.gpu, which tfjs-backend-webgpu expects.
import { engineUnavailable } from '../engine-unavailable.ts';
import { SOFTWARE_ADAPTER } from '../software-adapter.ts';

/** What this package reads of a GPUAdapter. */
interface Adapter {
  info: { vendor: string; architecture: string; device: string; description: string };
  isFallbackAdapter?: boolean;
  requestAdapterInfo?: () => Promise<Adapter['info']>;
}

interface Gpu {
  requestAdapter(options?: object): Promise<Adapter | null>;
}

interface DawnPackage {
  create(options: string[]): Gpu;
  globals: Record<string, unknown>;
}

export interface DawnDevice {
  /** For people. */
  device: string;
  /** A processor that plays a graphics adapter: correct, and too slow to train on. */
  isSoftware: boolean;
}

let gpu: Gpu | null = null;

/** Defines navigator.gpu, once a process, and says what adapter there is. Throws when there is none. */
export async function provideGpu(): Promise<DawnDevice> {
  if (gpu === null) gpu = await loadDawn();
  const adapter = await gpu.requestAdapter({ powerPreference: 'high-performance' });
  if (adapter === null)
    throw engineUnavailable(
      'webgpu',
      'there is no graphics adapter, or no driver for it (Metal, D3D12, or Vulkan with its loader libvulkan.so.1)',
    );
  const { vendor, architecture, device, description } = adapter.info;
  const isSoftware =
    adapter.isFallbackAdapter === true ||
    SOFTWARE_ADAPTER.test([device, description, vendor, architecture].join(' '));
  // Dawn describes the driver; the device is the adapter's name in lower case with hyphens.
  const names = [device.replace(/-+$/, '') || `${vendor} ${architecture}`.trim(), description];
  const label = names.filter((name) => name !== '').join(', ') || 'graphics adapter';
  return { device: isSoftware ? `${label} (software)` : label, isSoftware };
}

async function loadDawn(): Promise<Gpu> {
  let dawn: DawnPackage;
  try {
    dawn = (await import('webgpu')) as unknown as DawnPackage;
  } catch (cause) {
    throw engineUnavailable(
      'webgpu',
      `the webgpu package has no binary for ${process.platform}-${process.arch}`,
      cause,
    );
  }
  Object.assign(globalThis, dawn.globals);
  const created = dawn.create([]);
  const provided: Gpu = {
    async requestAdapter(options) {
      const adapter = await created.requestAdapter(options);
      // tfjs asks in the way that Dawn no longer has.
      if (adapter !== null) adapter.requestAdapterInfo ??= async () => adapter.info;
      return adapter;
    },
  };
  Object.defineProperty(globalThis, 'navigator', {
    configurable: true,
    value: { gpu: provided, userAgent: 'node' },
  });
  return provided;
}
