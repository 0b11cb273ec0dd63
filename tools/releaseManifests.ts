import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import project from '../package.json' with { type: 'json' };
import { packageManagerFiles, readSums } from './release/packageManagers.ts';

// node tools/releaseManifests.ts SHA256SUMS FOLDER
const [sums = 'SHA256SUMS', folder = 'manifests'] = process.argv.slice(2);
const { version, description, homepage, license } = project;
const repository = project.repository.url.replace(/^git\+|\.git$/g, '');
const release = {
  version,
  description,
  homepage,
  license,
  repository,
  sums: readSums(readFileSync(sums, 'utf8')),
};
for (const [name, text] of Object.entries(packageManagerFiles(release))) {
  const path = join(folder, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}
