// `npm run new:task NAME` (or `-- PATH/NAME`): a new task package that works, from infra/task-template.
import {
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { ROOT } from './run-command.mjs';

const TEMPLATE = path.join(ROOT, 'infra/task-template');
const TASKS = path.join(ROOT, 'packages/tasks/src');
/** What the package needs of this repository, and the programs that its scripts run. */
const LINKED = [
  '@yoto/core',
  '@yoto/engine',
  '@yoto/training',
  'zod',
  'vitest',
  'typescript',
  '@types/node',
  '.bin/vitest',
  '.bin/tsc',
];

class BadInput extends Error {
  constructor(message, fix) {
    super(message);
    this.fix = fix;
  }
}

try {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { link: { type: 'boolean' } },
  });
  if (positionals.length !== 1) throw new BadInput('One name is needed', 'npm run new:task my-task');
  // npm runs scripts in the root of the repository; INIT_CWD is where people are.
  // biome-ignore lint/suspicious/noUndeclaredEnvVars: npm sets it
  const folder = path.resolve(process.env.INIT_CWD ?? process.cwd(), positionals[0]);
  if (values.link) linkAgain(folder);
  else {
    newTask(folder);
    console.log(
      [
        `Made the task "${path.basename(folder)}" in ${folder}; its README.md says what to change. Next:`,
        `  cd ${folder} && npm test                     # what every task must keep to`,
        `  TASK_PACKAGES=${folder} npx yoto up          # here: everything, with the task`,
        `  npx yoto submit ${path.join(folder, 'sweep.yaml')} --watch`,
      ].join('\n'),
    );
  }
} catch (error) {
  const isBadOption = String(error.code).startsWith('ERR_PARSE_ARGS');
  if (!(error instanceof BadInput) && !isBadOption) throw error;
  console.error(`error: ${error.message}\nfix:   ${error.fix ?? 'npm run new:task my-task'}`);
  process.exitCode = 2;
}

/** Makes the folder in full or not at all. */
function newTask(folder) {
  const name = path.basename(folder);
  checkName(name);
  const unfinished = `${folder}.unfinished`;
  try {
    mkdirSync(path.dirname(folder), { recursive: true });
    if (lstatSync(folder, { throwIfNoEntry: false })) {
      throw new BadInput(`${folder} exists already`, 'choose another name, or remove it');
    }
    cpSync(TEMPLATE, unfinished, {
      recursive: true,
      filter: (file) => path.basename(file) !== 'node_modules',
    });
    renameSync(path.join(unfinished, 'gitignore'), path.join(unfinished, '.gitignore'));
    nameFiles(unfinished, name, folder);
    linkPackages(unfinished);
    renameSync(unfinished, folder);
  } catch (error) {
    if (existsSync(unfinished)) rmSync(unfinished, { recursive: true });
    if (error instanceof BadInput) throw error;
    throw new BadInput(`${folder} cannot be made (${error.message})`, 'name a folder that you may write');
  }
}

function checkName(name) {
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name) || name.length > 60) {
    throw new BadInput(
      `"${name}" is no name for a task`,
      'use lower-case letters, digits and single dashes, beginning with a letter, e.g. my-task',
    );
  }
  const builtIn = readdirSync(TASKS).filter((one) => existsSync(path.join(TASKS, one, 'spec.ts')));
  if (builtIn.includes(name)) {
    throw new BadInput(`A built-in task is called "${name}" already`, 'choose another name');
  }
}

/** The template's name in all files becomes the new one's. */
function nameFiles(folder, name, home) {
  const title = name[0].toUpperCase() + name.slice(1).replaceAll('-', ' ');
  for (const file of readdirSync(folder, { recursive: true })) {
    const place = path.join(folder, file);
    if (!statSync(place).isFile()) continue;
    const text = readFileSync(place, 'utf8');
    writeFileSync(
      place,
      text.replaceAll('my-task', name).replaceAll('My task', title).replaceAll('PATH_TO_THIS_FOLDER', home),
    );
  }
}

/** `--link`: npm removes the links when it installs something in the folder. */
function linkAgain(folder) {
  if (!existsSync(path.join(folder, 'package.json'))) {
    throw new BadInput(`${folder} is no task package`, 'name its folder, the one with package.json');
  }
  linkPackages(folder);
}

/** Outside the repository nothing would find its packages: links stand where `npm install` would put copies. */
function linkPackages(folder) {
  if (folder.startsWith(ROOT + path.sep)) return;
  for (const name of LINKED) {
    const target = path.join(ROOT, 'node_modules', name);
    const link = path.join(folder, 'node_modules', name);
    if (!existsSync(target)) {
      throw new BadInput(`${target} is not there`, `run npm install in ${ROOT}`);
    }
    if (existsSync(link)) continue;
    mkdirSync(path.dirname(link), { recursive: true });
    rmSync(link, { force: true });
    // A junction needs no special rights on Windows; elsewhere the type is of no account.
    symlinkSync(target, link, 'junction');
  }
}
