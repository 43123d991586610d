/** What a check found out. An `error` means that something will not work; a `warn` that it may not, or slowly. */
export interface Finding {
  name: string;
  status: 'ok' | 'warn' | 'error';
  detail: string;
  /** What to do about it. */
  fix?: string;
}

export type Check = () => Promise<Finding[]>;
