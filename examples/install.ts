import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Installs what an example needs, unless just that is installed already: `node examples/install.ts company-graph`.
 * Examples are packages of their own, so that nobody who wants the layer only has to wait for gateways.
 */
export function installExample(name: string): void {
  const folder = join(import.meta.dirname, name);
  if (isInstalled(folder)) return;

  console.log(`Installing what examples/${name} needs into its own folder. Once, for a minute or two.`);
  const { status, error } = spawnSync('npm', ['ci', '--no-fund', '--no-audit'], {
    cwd: folder,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  if (status === 0) return;
  console.error(`npm ci failed in examples/${name}${error === undefined ? '' : `: ${error.message}`}.`);
  process.exit(status ?? 1);
}

/** npm writes down what it has installed once all of it is there. */
function isInstalled(folder: string): boolean {
  const installed = packagesIn(join(folder, 'node_modules', '.package-lock.json'));
  return Object.entries(packagesIn(join(folder, 'package-lock.json'))).every(
    ([path, { integrity, optional }]) =>
      path === '' || installed[path]?.integrity === integrity || (optional === true && installed[path] === undefined),
  );
}

interface LockFile {
  readonly packages: Readonly<Record<string, { readonly integrity?: string; readonly optional?: boolean }>>;
}

function packagesIn(file: string): LockFile['packages'] {
  if (!existsSync(file)) return {};
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- npm wrote it
  return (JSON.parse(readFileSync(file, 'utf8')) as LockFile).packages;
}

if (process.argv[1] === import.meta.filename) process.argv.slice(2).forEach(installExample);
