export { type ChosenEngine, chooseEngine } from './choose-engine.ts';
export type { Engine, EngineOptions, EngineProbe } from './engine.ts';
export { openEngine } from './open-engine.ts';
export * from './operations.ts';
export { probeEngines } from './probe.ts';
export {
  type InstallProgress,
  installNativeEngine,
  type NativeEngineInstall,
} from './tensorflow/install/install-native-engine.ts';
