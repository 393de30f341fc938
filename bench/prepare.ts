/** Brings what the bench needs and builds what it measures. Nothing here needs to be installed before. */
import { execFileSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';

const HERE = new URL('.', import.meta.url);
const ROOT = new URL('..', HERE);

const installed = new URL('node_modules/.package-lock.json', HERE);
const isFresh =
  existsSync(installed) && statSync(installed).mtimeMs >= statSync(new URL('package-lock.json', HERE)).mtimeMs;

if (!isFresh) {
  console.log("Installing the bench's own packages, the peers among them (once)");
  execFileSync('npm', ['ci', '--no-fund', '--no-audit', '--loglevel', 'error'], { cwd: HERE, stdio: 'inherit' });
}
console.log('Building the layer and its peers');
execFileSync('npm', ['run', '--silent', 'build'], { cwd: ROOT, stdio: 'inherit' });
execFileSync('npx', ['tsc', '-p', 'bench/tsconfig.build.json'], { cwd: ROOT, stdio: 'inherit' });
