import { existsSync } from 'node:fs';
import { constants } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'vitest';
import { describeEngine, type EngineUnderTest } from '../contract/index.ts';
import { openEngine } from '../open-engine.ts';

/** Where Debian's chromium keeps SwiftShader, a Vulkan device in software, and a Vulkan loader. */
const CHROMIUM = '/usr/lib/chromium';
const ICD = join(CHROMIUM, 'vk_swiftshader_icd.json');
/** glibc's: the library stays when its handle is closed. */
const RTLD_NODELETE = 0x1000;

/** Makes Dawn find chromium's Vulkan loader, which is not on the loader's path, and SwiftShader behind it. */
function provideSwiftShader(): void {
  process.env.VK_ICD_FILENAMES = ICD;
  try {
    process.dlopen(
      { exports: {} },
      join(CHROMIUM, 'libvulkan.so.1'),
      constants.dlopen.RTLD_NOW | RTLD_NODELETE,
    );
  } catch {
    // Always: it is no addon. But it is loaded.
  }
}

async function open(): Promise<EngineUnderTest> {
  provideSwiftShader();
  return openEngine({ name: 'webgpu', reason: 'a test' });
}

if (existsSync(ICD)) {
  const effort = process.env.YOTO_TEST_FULL === '1' ? 'slow' : 'brief';
  describeEngine('webgpu on SwiftShader', open, { effort, keepsNaN: false });
} else {
  describe.skip(`engine webgpu (no software Vulkan device in ${CHROMIUM}: apt install chromium)`, () => {
    it('keeps the contract', () => {});
  });
}
