import { execFileSync } from 'node:child_process';
import { cpSync, globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as z from 'zod';

/** What of package.json concerns those who install it; the rest is about this repository. */
const MANIFEST = z.object({
  name: z.string(),
  version: z.string(),
  description: z.string(),
  private: z.boolean(),
  type: z.literal('module'),
  sideEffects: z.literal(false),
  exports: z.record(z.string(), z.unknown()),
  files: z.array(z.string()),
  engines: z.object({ node: z.string() }),
  dependencies: z.record(z.string(), z.string()),
});

/**
 * Packs the npm package: what `files` in package.json names, with a package.json that asks for what this code imports and
 * for nothing else. The server's dependencies, which are most of them, stay with the server.
 *
 *     npm run package -- [folder for the tarball, by default this one]
 */
const destination = process.argv[2] ?? '.';
const folder = mkdtempSync(join(tmpdir(), 'paynet-graphql-'));

try {
  const built = join(folder, 'dist');
  // Built anew: a dist of yesterday may hold files that are gone. Without maps, since their sources stay here.
  execFileSync('tsc', ['-p', 'tsconfig.build.json', '--outDir', built, '--sourceMap', 'false'], { stdio: 'inherit' });
  cpSync('schema', join(folder, 'schema'), { recursive: true });
  cpSync('docs/package.md', join(folder, 'README.md'));

  const manifest = MANIFEST.parse(JSON.parse(readFileSync('package.json', 'utf8')));
  const shipped = globSync(
    manifest.files.filter((pattern) => pattern.startsWith('dist/')),
    { cwd: folder },
  );
  const needed = new Set(shipped.flatMap((file) => packagesIn(readFileSync(join(folder, file), 'utf8'))));
  const dependencies = [...needed].toSorted().map((name) => [name, versionOf(name, manifest.dependencies)] as const);
  const lean = { ...manifest, dependencies: Object.fromEntries(dependencies) };
  writeFileSync(join(folder, 'package.json'), `${JSON.stringify(lean, null, 2)}\n`);

  execFileSync('npm', ['pack', folder, '--pack-destination', destination, '--loglevel', 'error'], { stdio: 'inherit' });
} finally {
  rmSync(folder, { recursive: true });
}

/** The packages a file that tsc wrote imports, types included. */
function packagesIn(code: string): string[] {
  const specifiers = code.matchAll(/\b(?:from|import) ?\(?['"](?!node:)((?:@[\w.-]+\/)?\w[\w.-]*)/g);
  return [...specifiers].map(([, name = '']) => name);
}

function versionOf(name: string, dependencies: Readonly<Record<string, string>>): string {
  const version = dependencies[name];
  if (version === undefined) throw new Error(`The package imports ${name}, which is not among the dependencies`);
  return version;
}
