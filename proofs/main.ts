import './harness/withoutElectron.ts';
import type { Prove } from './result.ts';

/** The proofs by name, in the order of docs/proofs.md. Each is loaded only when it is run. */
const PROOFS: Readonly<Record<string, () => Promise<{ readonly prove: Prove }>>> = {
  'crash-points': () => import('./crashPoints/crashPoints.ts'),
  'failing-calls': () => import('./failingCalls/failingCalls.ts'),
  'second-program': () => import('./secondProgram/secondProgram.ts'),
  'model-against-code': () => import('./model/modelAgainstCode.ts'),
  'false-clearing': () => import('./falseClearing/falseClearing.ts'),
  'bad-input': () => import('./badInput/badInput.ts'),
  controller: () => import('./controller/controller.ts'),
  'renderer-isolation': () => import('./rendererIsolation/rendererIsolation.ts'),
  secrets: () => import('./secrets/secrets.ts'),
  soak: () => import('./soak/soak.ts'),
};

const SHOWN = 10;
const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !(name in PROOFS));
if (unknown.length > 0) {
  process.stderr.write(
    `There is no proof ${unknown.join(', ')}. There are: ${Object.keys(PROOFS).join(', ')}.\n`,
  );
  process.exit(2);
}

let allHold = true;
for (const [name, load] of Object.entries(PROOFS)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  const start = performance.now();
  const { prove } = await load();
  const { counts, holds, failures } = await prove('full');
  const told = Object.entries(counts).map(([what, count]) => `${count.toLocaleString('en')} ${what}`);
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  process.stdout.write(`${holds ? 'holds' : 'FAILS'}  ${name}: ${told.join(', ')} (${seconds} s)\n`);
  for (const failure of failures.slice(0, SHOWN)) process.stdout.write(`       ${failure}\n`);
  if (failures.length > SHOWN) process.stdout.write(`       and ${failures.length - SHOWN} more\n`);
  allHold &&= holds;
}
process.exitCode = allHold ? 0 : 1;
