// The conversation with the Prisma CLI: one JSON-RPC 2.0 message per line, answered in the order they come.
import readline from 'node:readline';
import type { DiffParams, SchemaEngine } from '@prisma/schema-engine-wasm';

interface Request {
  id: number;
  method: string;
  params: unknown;
}
type Method = (params: unknown) => Promise<unknown>;

/** The code under which the native engine reports an error it understood. */
const KNOWN_ERROR = 4466;
/** Methods that need a shadow database inside the engine, which its WebAssembly build cannot make. */
const UNSUPPORTED_METHODS = ['createMigration', 'devDiagnostic', 'evaluateDataLoss'];

/** Serves requests on stdin until it closes. The engine is opened at the first request. */
export async function serveJsonRpc(openEngine: () => Promise<SchemaEngine>): Promise<void> {
  let engine: SchemaEngine | undefined;
  for await (const line of readline.createInterface({ input: process.stdin })) {
    const request = JSON.parse(line) as Request;
    if (!request.method) continue; // the CLI's answer to a message of ours
    try {
      engine ??= await openEngine();
      send({ id: request.id, result: (await call(engine, request)) ?? {} });
    } catch (error) {
      const { message, code } = error as Error & { code?: string };
      const data = { is_panic: false, message, meta: null, error_code: code ?? null };
      send({ id: request.id, error: { code: KNOWN_ERROR, message: 'See the data field.', data } });
    }
  }
}

async function call(engine: SchemaEngine, { method, params }: Request): Promise<unknown> {
  if (UNSUPPORTED_METHODS.includes(method)) {
    throw new Error('this command needs the native engine: make migrations with `npm run db:migration NAME`');
  }
  if (method === 'getDatabaseVersion') return engine.version(undefined);
  if (method === 'diff') return printDifference(engine, params as DiffParams);
  const methods = engine as unknown as Record<string, Method | undefined>;
  if (!methods[method]) throw new Error(`the schema engine has no method ${method}`);
  return methods[method](params);
}

/** The native engine asks the CLI to print the script and leaves it out of the answer. */
async function printDifference(engine: SchemaEngine, params: DiffParams): Promise<unknown> {
  const { exitCode, stdout } = await engine.diff(params);
  if (stdout !== null) send({ id: Date.now(), method: 'print', params: { content: stdout } });
  return { exitCode, stdout: null };
}

function send(message: object): void {
  process.stdout.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`);
}
