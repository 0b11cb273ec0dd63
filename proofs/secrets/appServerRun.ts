import { applyFaults, type FaultSet } from './faults.ts';
import { startRealAppServer } from './realAppServer.ts';
import { makeScene } from './scene.ts';
import { findSecrets, type Place } from './search.ts';
import type { Searched } from './searched.ts';
import { until } from '../harness/until.ts';

/** Every word that the real app-server says to us, while its service says secrets: outcomes, connectionErrors and its log. */
export async function searchItsWords(faults: FaultSet): Promise<Searched> {
  const scene = await makeScene();
  try {
    const log: string[] = [];
    const told: unknown[] = [];
    // Enrolled before, it goes on trying by itself, and logs what it receives.
    const first = await startRealAppServer(scene.profile.codexHome, (line) => log.push(line));
    if (first.kind === 'ok') {
      await first.value.enable();
      await first.value.stop();
    }
    applyFaults(scene.backend, scene.planted, faults);
    const started = await startRealAppServer(scene.profile.codexHome, (line) => log.push(line));
    if (started.kind !== 'ok') throw new Error(`${faults.name}: the app-server did not start.`);
    const server = started.value;
    server.onConnectionError((connectionError) => told.push(connectionError));
    const noCode = 'code-that-was-never-given-0123456789';
    const environmentId = server.status?.environmentId ?? 'env_e_x';
    for (const ask of [
      () => server.enable(),
      () => server.startPairing(),
      () => server.readPairing({ pairingCode: noCode }),
      () => server.listClients({ environmentId }),
      () => server.revokeClient({ environmentId, clientId: 'x' }),
    ]) {
      const outcome = await ask();
      // What it hands out is no error: the code in it is for the screen.
      if (outcome.kind !== 'ok') told.push(outcome);
    }
    await until(() => told.length > 3, 1500);
    await server.stop();
    const places: Place[] = [...told.map((each) => JSON.stringify(each)), ...log].map((text) => ({
      name: `the app-server's words, ${faults.name}`,
      text,
    }));
    const { tokens, codes, keys, ids } = scene.secrets();
    return {
      places: places.length,
      secrets: tokens.length + codes.length + keys.length,
      found: [...new Set(findSecrets(places, [...tokens, ...codes, ...keys, ...ids]))],
    };
  } finally {
    await scene.close();
  }
}
