export { type AdamResult, type AdamSettings, type AdamState, adamUpdate } from './adam-update.ts';
export { biasedConv2d, biasedConv2dTranspose } from './biased-convolution.ts';
export { type ChosenEngine, chooseEngine } from './choose-engine.ts';
export type { Engine, EngineOptions, EngineProbe } from './engine.ts';
export { film } from './film.ts';
export { instanceNorm } from './instance-norm.ts';
export { openEngine } from './open-engine.ts';
export { probeEngines } from './probe.ts';
export { rootScale } from './root-scale.ts';
export {
  type InstallProgress,
  installNativeEngine,
  type NativeEngineInstall,
} from './tensorflow/install/install-native-engine.ts';
export { tf } from './tf.ts';
