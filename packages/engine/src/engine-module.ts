/** What opening a backend gives to open-engine.ts. */
export interface OpenEngine {
  /** The name under which the backend is registered with tfjs. */
  backendName: string;
  device: string;
  threads: number;
  version: string;
  deterministic: boolean;
  /** Frees what the backend itself does not: threads, devices. */
  stop(): Promise<void>;
}
