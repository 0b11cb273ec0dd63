import { readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { fileURLToPath } from 'node:url';
import { defineConfig, type Plugin } from 'vite';
import { z } from 'zod';
import { reportSchema } from './cli/reportSchema.ts';
import manifest from './package.json' with { type: 'json' };
import { manPage } from './tools/manPage.ts';

const root = fileURLToPath(new URL('.', import.meta.url));

/** What starts the tool goes out as it is written: any Node has to be able to read it, and to say that it's too old. */
const plainStart: Plugin = {
  name: 'plain-start',
  generateBundle() {
    for (const fileName of ['mobile-setup.mjs', 'mobile-setup.cjs']) {
      this.emitFile({
        type: 'asset',
        fileName,
        source: readFileSync(`${root}/cli/start/${fileName}`, 'utf8'),
      });
    }
  },
};

/** The manual page that npm installs beside the tool. */
const manualPage: Plugin = {
  name: 'manual-page',
  generateBundle() {
    this.emitFile({ type: 'asset', fileName: 'mobile-setup.1', source: manPage(manifest.version) });
  },
};

/** What programs that read `--json` can rely on, beside the tool. */
const publishedSchema: Plugin = {
  name: 'published-schema',
  generateBundle() {
    const schema = z.toJSONSchema(reportSchema);
    this.emitFile({
      type: 'asset',
      fileName: 'report.schema.json',
      source: `${JSON.stringify({ title: 'mobile-setup --json', ...schema })}\n`,
    });
  },
};

/**
 * Loads each of Node's modules, and a package that isn't bundled, where it is first used, not where it is named: a check needs a part of them, and to load them
 * all takes as long as everything else that it does.
 */
const lazyBuiltins: Plugin = {
  name: 'lazy-builtins',
  renderChunk(code) {
    const named = [...code.matchAll(/^(?:let|const|var) (\w+) = require\("(node:[^"]+|smol-toml)"\);$/gm)];
    return named.reduce((text, [declaration, name = '', module]) => {
      const isPlain = text.split(declaration).every((part) => !new RegExp(`\\b${name}\\b(?!\\.)`).test(part));
      if (!isPlain) return text;
      return text
        .replaceAll(new RegExp(`\\b${name}\\.`, 'g'), `${name}().`)
        .replace(declaration, `const ${name} = () => require("${module}");`);
    }, code);
  },
};

/** Of the manifest the tool and the module say two things. */
const leanManifest: Plugin = {
  name: 'lean-manifest',
  enforce: 'pre',
  load(id) {
    if (id !== `${root}package.json`) return null;
    const { version, bugs } = manifest;
    return { code: `export default ${JSON.stringify({ version, bugs })};`, moduleType: 'js' };
  },
};

/**
 * Of the proxy's agent two parts stay out. What it would print under `DEBUG` holds the proxy's password, and its printer is half of its size; and a proxy
 * that wants Kerberos needs a package that nothing of ours brings along.
 */
const leanProxyAgent: Plugin = {
  name: 'lean-proxy-agent',
  enforce: 'pre',
  resolveId: (source) => (Object.hasOwn(LEFT_OUT, source) ? `\0left-out:${source}` : null),
  load: (id) => (id.startsWith('\0left-out:') ? LEFT_OUT[id.slice('\0left-out:'.length)] : null),
};

const LEFT_OUT: Readonly<Record<string, string>> = {
  debug: 'export default () => () => {};',
  'proxy-agent-negotiate': 'export const createNegotiateAuth = undefined;',
};

/** What each command of the tool is made of. */
const COMMAND =
  /[\\/]cli[\\/](?:details|folder|httpFetch|interrupt|invocation|ports|recentRepair|report|requestLog|rows|run|toReport|commands[\\/]check)\.ts$/;

/**
 * Files that one command needs together are one file, because each more costs half a millisecond: what every command is made of,
 * of the tool and of the module, and what only an app needs.
 */
const groups = [
  { name: 'command', test: COMMAND },
  { name: 'app', test: /[\\/]remoteControl[\\/](?:session|appServer|createRemoteControl)/, priority: 1 },
  {
    name: 'module',
    test: /[\\/]electron[\\/](?:main|shared)[\\/]|[\\/]node_modules[\\/](?:zod|smol-toml|p-retry|is-network-error)[\\/]/,
  },
];

/** The command line tool: the same module without Electron, for the Node versions of `engines`. */
export default defineConfig({
  root,
  plugins: [leanManifest, leanProxyAgent, plainStart, manualPage, publishedSchema, lazyBuiltins],
  resolve: {
    conditions: ['node'],
    mainFields: ['module', 'main'],
  },
  ssr: { noExternal: true },
  build: {
    outDir: 'dist/cli',
    emptyOutDir: true,
    copyPublicDir: false,
    target: 'node22',
    minify: true,
    license: { fileName: 'licenses.md' },
    // Vite's word for "runs in Node": otherwise it builds for a browser, and Node's own modules are not there.
    ssr: 'cli/tool.ts',
    rollupOptions: {
      external: isBuiltin,
      platform: 'node',
      // No file of the module does anything by being loaded: what a command doesn't use is left out.
      treeshake: { moduleSideEffects: (id) => !/[\\/]electron[\\/](?:main|shared)[\\/]/.test(id) },
      output: {
        // A built-in module that is required loads only what is asked of it; an import reads everything it has to give.
        format: 'cjs',
        entryFileNames: '[name].cjs',
        chunkFileNames: '[name].cjs',
        codeSplitting: { groups, includeDependenciesRecursively: false },
      },
    },
  },
});
