/** What to do about errors of the operating system, by their code; those that have an error code of ours are not here. */
const SYSTEM_FIXES: Readonly<Record<string, string>> = {
  EACCES: 'give this user the right to use that file or folder, or choose another one',
  EPERM: 'give this user the right to do that, or choose another file or folder',
  EROFS: 'choose a folder on a file system that is not read-only',
  ENOENT: 'correct the path, or make the file or folder that it names',
  ENOTDIR: 'correct the path: a part of it is a file, not a folder',
  EISDIR: 'name a file: this is a folder',
  EEXIST: 'remove what is there, or choose another name',
  ENAMETOOLONG: 'choose a shorter path',
  ELOOP: 'correct the symbolic links of that path: they lead in a circle',
  EBUSY: 'close the program that uses this file, and try again',
  EIO: 'check the disk: it could not be read or written',
  EMFILE: 'raise the limit of open files (`ulimit -n 65536`), or run fewer workers',
  ENFILE: 'raise the limit of open files of this machine, or run fewer programs',
  EAGAIN: 'raise the limit of processes (`ulimit -u`), or run fewer workers',
  ENOMEM: 'free some memory, or run fewer workers',
  ENOSYS: 'choose another folder: its file system cannot do this',
  ENOTSUP: 'choose another folder: its file system cannot do this',
  EOPNOTSUPP: 'choose another folder: its file system cannot do this',
  ECONNREFUSED: 'start the program that should listen there, or correct the address',
  ECONNRESET: 'try again: the other side closed the connection',
  EPIPE: 'try again: the other side closed the connection',
  ETIMEDOUT: 'check the address, and whether a firewall lets this machine through',
  EHOSTUNREACH: 'check the address and the network of this machine',
  ENETUNREACH: 'check the address and the network of this machine',
  ENOTFOUND: 'correct the name of the host',
  EAI_AGAIN: 'check the network and the name server of this machine, and try again',
  EADDRNOTAVAIL: 'choose an address of this machine, e.g. 127.0.0.1, or 0.0.0.0 for all of them',
};

/** What to do about a system error, or about the one that caused it; undefined where it cannot be known. */
export function systemFix(error: unknown): string | undefined {
  for (let cause: unknown = error; cause instanceof Error; cause = cause.cause) {
    const { code } = cause as { code?: unknown };
    if (typeof code === 'string' && Object.hasOwn(SYSTEM_FIXES, code)) return SYSTEM_FIXES[code];
  }
  return undefined;
}
