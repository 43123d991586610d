import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

type Reply = Record<string, unknown>;

/** A contender's process: one request, one line of JSON in answer. */
export class ContenderProcess {
  readonly label: string;
  /** null: it computes on a graphics card. */
  readonly threads: number | null;
  version = '';
  device = '';
  private readonly child: ChildProcess;
  private readonly replies: AsyncIterator<string>;
  private complaint = '';

  private constructor(label: string, threads: number | null, command: string[]) {
    this.label = label;
    this.threads = threads;
    const [program = '', ...args] = command;
    this.child = spawn(program, args, { stdio: ['pipe', 'pipe', 'pipe'] });
    this.child.on('error', (error) => {
      this.complaint = error.message;
    });
    this.child.stderr?.on('data', (text: Buffer) => {
      this.complaint = `${this.complaint}${text.toString()}`.slice(-600);
    });
    if (this.child.stdout === null) throw new Error('A contender needs a standard output');
    this.replies = createInterface({ input: this.child.stdout })[Symbol.asyncIterator]();
  }

  /** Starts it; the reason as a text when it does not come up. */
  static async start(
    label: string,
    threads: number | null,
    command: string[],
  ): Promise<ContenderProcess | string> {
    const contender = new ContenderProcess(label, threads, command);
    try {
      const { version, ready } = await contender.reply();
      contender.version = String(version);
      contender.device = String(ready);
      return contender;
    } catch (error) {
      contender.stop();
      return error instanceof Error ? error.message : String(error);
    }
  }

  async ask(request: object): Promise<Reply> {
    this.child.stdin?.write(`${JSON.stringify(request)}\n`);
    return this.reply();
  }

  private async reply(): Promise<Reply> {
    for (;;) {
      const { value, done } = await this.replies.next();
      if (done) throw new Error(this.complaint.trim().split('\n').at(-1) || 'it ended without a word');
      if (!value.startsWith('{')) continue;
      const reply = JSON.parse(value) as Reply;
      if (typeof reply.error === 'string') throw new Error(reply.error);
      return reply;
    }
  }

  stop(): void {
    this.child.kill();
  }
}
