export { failToStart } from './fail-to-start.ts';
export { type FileLock, tryLockFile } from './file-lock.ts';
export { followNpm } from './follow-npm.ts';
export { type ForkedProgram, forkProgram, type ProgramEnd } from './fork-program.ts';
export { onInterrupt, requestEnd } from './interrupts.ts';
export { openLog } from './open-log.ts';
export { keepFilesPrivate, openStateFolder } from './state-folder.ts';
export { stopOnSignal } from './stop-on-signal.ts';
export { writeFileDurably, writeWhole } from './write-whole.ts';
