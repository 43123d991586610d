/** Everything on one machine: database, API with the dashboard, workers. Started in order, ended in reverse. */
import { mkdirSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { AppError } from '@yoto/core';
import { startEmbeddedPostgres } from '@yoto/embedded-postgres';
import { openStateFolder } from '@yoto/host';
import { startChild } from './child.ts';
import { type KeptRunning, keepRunning } from './keep-running.ts';
import { API_ENTRY, DASHBOARD_DIR, WORKER_ENTRY } from './places.ts';
import { assertPortFree } from './port.ts';
import { claimStateFolder } from './stack-claim.ts';

const DATABASE = 'yoto';
const API_GRACE_MS = 15_000;
/** A worker gives its trainers 30 s to write a checkpoint, and itself 10 s more. */
const WORKER_GRACE_MS = 45_000;
/** How long the processes of a killed stack may need to notice and free their port. */
const PATIENCE_AFTER_KILL_MS = 15_000;

export interface LocalStackOptions {
  /** Database, checkpoints, artifacts and logs live below it. */
  stateDir: string;
  dataDir: string | undefined;
  /** Folder or `s3://…` of the stored files; undefined: in the state folder. */
  artifacts: string | undefined;
  /** Undefined: an embedded PostgreSQL in the state folder. */
  databaseUrl: string | undefined;
  /** Preferred port of the embedded PostgreSQL; undefined: the usual one. */
  databasePort?: number | undefined;
  /** Undefined: the queue lives in the database. */
  redisUrl: string | undefined;
  host: string;
  /** Where browsers reach it, if not at its own address. */
  publicUrl: string | undefined;
  /** More names of the server, separated by commas. */
  allowedHosts: string | undefined;
  port: number;
  workers: number;
  /** Computing threads of each worker. */
  threadsPerWorker: number;
  engine: string | undefined;
  /** Begin with an empty embedded database and no artifacts. */
  fresh: boolean;
  environment: NodeJS.ProcessEnv;
  /** Gets a line for a person whenever something happens. */
  notify: (line: string) => void;
}

interface Part {
  stop(): Promise<void>;
  kill(): void;
}

/** Nothing runs until `start`. `stop` and `kill` may be called at any time, also while it starts. */
export class LocalStack {
  readonly logsDir: string;
  readonly #options: LocalStackOptions;
  /** In the order in which they were started. */
  readonly #parts: Part[] = [];
  #stopped: Promise<void> | undefined;

  constructor(options: LocalStackOptions) {
    this.#options = options;
    this.logsDir = path.join(options.stateDir, 'logs');
  }

  /**
   * Resolves to the address of the API and the dashboard once all workers are ready. When a part fails, the others are
   * stopped and its error is thrown: `port_in_use`, `database_unavailable`, `data_missing`, `config_invalid`, or
   * `conflict` when another stack runs on the state folder, which is then left alone.
   */
  async start(): Promise<string> {
    try {
      const { stateDir, host, port } = this.#options;
      this.#checkDataFolder();
      openStateFolder(stateDir);
      const claim = await claimStateFolder(stateDir);
      await this.#add({ stop: async () => claim.release(), kill: claim.release });
      await assertPortFree(host, port, claim.afterKill ? PATIENCE_AFTER_KILL_MS : 0);
      this.#makeFolders();
      const environment = this.#childEnvironment(this.#options.databaseUrl ?? (await this.#startDatabase()));
      const url = await this.#startApi(environment);
      claim.announce(url);
      await this.#startWorkers(environment);
      return url;
    } catch (error) {
      await this.stop();
      throw error;
    }
  }

  /** Workers hand their jobs back with a checkpoint, then the API closes, then the database. */
  stop(): Promise<void> {
    this.#stopped ??= this.#stopParts();
    return this.#stopped;
  }

  /** At once. The next start finds a database that recovers by itself and jobs that are taken up again. */
  kill(): void {
    for (const part of this.#parts.toReversed()) part.kill();
  }

  async #stopParts(): Promise<void> {
    for (const part of this.#parts.toReversed()) await part.stop();
  }

  /** A part that arrives after `stop` is stopped at once, and the start goes no further. */
  async #add(part: Part): Promise<void> {
    if (this.#stopped === undefined) {
      this.#parts.push(part);
      return;
    }
    await part.stop();
    throw new AppError('cancelled', 'Stopped before everything had started');
  }

  #checkDataFolder(): void {
    const { dataDir } = this.#options;
    if (dataDir === undefined || statSync(dataDir, { throwIfNoEntry: false })?.isDirectory()) return;
    throw new AppError('data_missing', `The data folder ${dataDir} does not exist or is no folder`);
  }

  #makeFolders(): void {
    if (this.#options.fresh) rmSync(this.#ownArtifacts, { recursive: true, force: true });
    rmSync(this.logsDir, { recursive: true, force: true });
    mkdirSync(this.logsDir, { recursive: true });
  }

  get #ownArtifacts(): string {
    return path.join(this.#options.stateDir, 'artifacts');
  }

  async #startDatabase(): Promise<string> {
    const { stateDir, fresh, notify, databasePort } = this.#options;
    const database = await startEmbeddedPostgres({
      dir: path.join(stateDir, 'postgres'),
      database: DATABASE,
      ...(databasePort === undefined ? {} : { port: databasePort }),
      privateFolders: [stateDir],
    });
    // SIGQUIT is PostgreSQL's immediate shutdown.
    await this.#add({ stop: () => database.stop(), kill: () => process.kill(database.pid, 'SIGQUIT') });
    if (fresh) {
      await database.dropDatabase(DATABASE);
      await database.createDatabase(DATABASE);
    }
    notify(
      `database   PostgreSQL on port ${database.port}${database.adopted ? ' (was running already)' : ''}`,
    );
    return database.url;
  }

  async #startApi(environment: NodeJS.ProcessEnv): Promise<string> {
    const own = { ...environment };
    const api = this.#keepRunning('api', API_ENTRY, own, API_GRACE_MS);
    await this.#add(api);
    const url = String((await api.ready).url);
    own.PORT = new URL(url).port; // a restarted API keeps the address that was told to everyone
    this.#options.notify(`api        ${url}`);
    return url;
  }

  /** All at once, because each tries its engine first; and stopped together, or one would take up another's job. */
  async #startWorkers(environment: NodeJS.ProcessEnv): Promise<void> {
    const names = Array.from({ length: this.#options.workers }, (_, index) => `worker-${index + 1}`);
    const workers = names.map((name) =>
      this.#keepRunning(name, WORKER_ENTRY, { ...environment, WORKER_NAME: name }, WORKER_GRACE_MS),
    );
    await this.#add({
      stop: async () => void (await Promise.all(workers.map((worker) => worker.stop()))),
      kill: () => workers.forEach((worker) => void worker.kill()),
    });
    const messages = await Promise.all(workers.map((worker) => worker.ready));
    for (const [index, { engine, device, reason }] of messages.entries()) {
      this.#options.notify(`${names[index]}   ${engine} on ${device} (${reason})`);
    }
  }

  #keepRunning(name: string, entry: string, environment: NodeJS.ProcessEnv, graceMs: number): KeptRunning {
    const logFile = path.join(this.logsDir, `${name}.log`);
    return keepRunning(
      () => startChild({ name, entry, environment, logFile, graceMs }),
      this.#options.notify,
    );
  }

  #childEnvironment(databaseUrl: string): NodeJS.ProcessEnv {
    const { publicUrl, allowedHosts } = this.#options;
    const { redisUrl, host, port, dataDir, stateDir, artifacts, engine, threadsPerWorker, environment } =
      this.#options;
    return {
      ...environment,
      DATABASE_URL: databaseUrl,
      REDIS_URL: redisUrl ?? '',
      HOST: host,
      PUBLIC_URL: publicUrl ?? '',
      ALLOWED_HOSTS: allowedHosts ?? '',
      PORT: String(port),
      DASHBOARD_DIR,
      YOTO_STATE: stateDir,
      ARTIFACTS: artifacts ?? this.#ownArtifacts,
      YOTO_DATA: dataDir ?? '',
      ENGINE: engine ?? '',
      CONCURRENCY: '1',
      THREADS: String(threadsPerWorker),
    };
  }
}
