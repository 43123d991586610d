// Plain JavaScript without imports of ours: it must load on the very versions it refuses.
const LEAST = [20, 19];

/** Ends the process with a clear message when this Node.js is too old for the product. */
export function checkNode(version = process.versions.node) {
  const [major, minor] = version.split('.').map(Number);
  if (major > LEAST[0] || (major === LEAST[0] && minor >= LEAST[1])) return;
  console.error(`error: Node.js ${version} is too old: ${LEAST.join('.')} or newer is needed`);
  console.error('fix:   install a current LTS release from https://nodejs.org and run the command again');
  process.exit(1);
}
