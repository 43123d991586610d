import path from 'node:path';
import type { Command } from 'commander';
import colours from 'picocolors';
import type { CliConfig } from '../config.ts';
import { checkData } from '../doctor/check-data.ts';
import { checkEngines } from '../doctor/check-engines.ts';
import { checkDisk, checkMemory, checkNode } from '../doctor/check-machine.ts';
import { checkDashboard, checkServer } from '../doctor/check-server.ts';
import { checkDatabase, checkRedis } from '../doctor/check-stores.ts';
import type { Check, Finding } from '../doctor/finding.ts';
import { type ServerOptions, serverOption } from './server-option.ts';
import { dataOption, stateOption } from './stack-options.ts';

interface DoctorOptions extends ServerOptions {
  json: boolean;
  data?: string;
  state: string;
}

export function addDoctor(program: Command, config: CliConfig): void {
  program
    .command('doctor')
    .description('check what this machine needs to run everything; fails when something will not work')
    .option('--json', 'print JSON', false)
    .addOption(dataOption(config))
    .addOption(stateOption(config))
    .addOption(serverOption(config))
    .action(async (options: DoctorOptions) => {
      const checks: Check[] = [
        () => checkNode(),
        () => checkDisk(options.state),
        () => checkMemory(),
        () => checkServer(options.server),
        () => checkDatabase(config.databaseUrl),
        () => checkRedis(config.redisUrl),
        () => checkEngines(path.join(options.state, 'engines'), config.environment),
        () => checkData(options.data, options.state, config.taskPackages),
        () => checkDashboard(),
      ];
      const findings: Finding[] = [];
      for (const check of checks) {
        const found = await check();
        findings.push(...found);
        if (!options.json) for (const finding of found) console.log(findingText(finding));
      }
      if (options.json) console.log(JSON.stringify(findings, undefined, 2));
      if (findings.some((finding) => finding.status === 'error')) process.exitCode = 1;
    });
}

const PAINT = { ok: colours.green, warn: colours.yellow, error: colours.red };

function findingText({ name, status, detail, fix }: Finding): string {
  const first = `${PAINT[status](status.padEnd(5))}  ${name}: ${detail}`;
  return fix === undefined ? first : `${first}\n       fix: ${fix}`;
}
