import { isBuiltin } from 'node:module';

/** As much of the project's own `package.json` as the published one is made of. */
export interface ProjectManifest {
  readonly version: string;
  readonly description: string;
  readonly license: string;
  readonly author: string;
  readonly homepage: string;
  readonly repository: object;
  readonly bugs: object;
  readonly keywords: readonly string[];
  readonly devDependencies: Readonly<Record<string, string>>;
}

/** The name under which it is published, and under which it is imported. */
export const PACKAGE_NAME = 'mobile-setup';

/** Node versions that have what the tool uses: `node:sqlite` without a flag, and a `tls` that knows the system's certificates. */
export const NODE_RANGE = '>=22.13 <23 || >=23.4';

/** Packages that are installed along with it. */
export const DEPENDENCIES = ['p-map', 'p-retry', 'smol-toml', 'zod'] as const;

/** Packages that the app brings along, where it uses the part that needs them. */
export const OPTIONAL_PEERS = { electron: '>=35', react: '>=19', 'react-dom': '>=19' } as const;

/** Whether a package is not a part of this one's files: Node, or what its user has installed. */
export function isOutside(id: string): boolean {
  const named = [...DEPENDENCIES, ...Object.keys(OPTIONAL_PEERS)];
  return isBuiltin(id) || named.some((name) => id === name || id.startsWith(`${name}/`));
}

/** The published parts: what is imported, and the file behind it. */
export const EXPORTS = {
  '.': 'index',
  './global-state': 'globalState',
  './electron': 'electron',
  './react': 'react',
  './testing': 'testing',
} as const;

/** The published `package.json`: no scripts, no dependencies but those that its code imports, nothing private. */
export function packageManifest(project: ProjectManifest, tool: string): Readonly<Record<string, unknown>> {
  const { version, description, license, author, homepage, repository, bugs, keywords } = project;
  const ranges = DEPENDENCIES.map((name) => [name, `^${project.devDependencies[name] ?? ''}`]);
  return {
    name: PACKAGE_NAME,
    version,
    description,
    license,
    author,
    homepage,
    repository,
    bugs,
    keywords,
    type: 'module',
    sideEffects: ['./preload.cjs', './style.css', './cli/*'],
    engines: { node: NODE_RANGE },
    bin: { [PACKAGE_NAME]: tool },
    man: tool.replace(/\.cjs$/, '.1'),
    exports: {
      ...Object.fromEntries(
        Object.entries(EXPORTS).map(([path, file]) => [
          path,
          { types: `./${file}.d.ts`, default: `./${file}.js` },
        ]),
      ),
      './preload': { types: './preload.d.cts', default: './preload.cjs' },
      './react/style.css': { types: './style.css.d.ts', default: './style.css' },
      './report.schema.json': './cli/report.schema.json',
      './package.json': './package.json',
    },
    dependencies: Object.fromEntries(ranges),
    peerDependencies: OPTIONAL_PEERS,
    peerDependenciesMeta: Object.fromEntries(
      Object.keys(OPTIONAL_PEERS).map((name) => [name, { optional: true }]),
    ),
  };
}
