import { electronDistribution } from '../tools/electronDistribution.ts';

/** Finds the Electron that the tests run on, once, and says which it is. Real Electron wins where it can be had. */
export default async function globalSetup(): Promise<void> {
  const { kind, folder, version } = await electronDistribution();
  const required = process.env['E2E_REQUIRE'];
  if (required && required !== kind)
    throw new Error(`The tests are to run on ${required}, and here is ${kind} only.`);
  process.env['ELECTRON_OVERRIDE_DIST_PATH'] = folder;
  process.env['E2E_RUNTIME'] = `${kind} ${version}`;
  console.log(`End-to-end tests run on ${kind} ${version}.`);
}
