export { describeOnEngines, enginesHere, nativeDir } from '@yoto/testkit/engines-here';
