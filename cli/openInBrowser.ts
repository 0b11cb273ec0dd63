import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { systemProgram } from '../electron/shared/systemProgram.ts';

/** An opener that still runs after this long has found a browser, and waits for it. */
const OPENING_MS = 3000;

/** The system's own opener; none of them goes through a shell, which would read an address as words. */
function openerOf(platform: NodeJS.Platform): readonly [program: string, ...words: string[]] {
  switch (platform) {
    case 'darwin':
      return ['open'];
    case 'win32':
      return [systemProgram('rundll32.exe', process.env), 'url.dll,FileProtocolHandler'];
    default:
      return ['xdg-open'];
  }
}

/** Opens an address in the person's browser. Resolves to whether the system's opener took it; never rejects. */
export async function openInBrowser(url: string): Promise<boolean> {
  const [program, ...words] = openerOf(process.platform);
  const child = spawn(program, [...words, url], { detached: true, stdio: 'ignore' });
  child.unref();
  const ended = once(child, 'exit').then(
    ([code]) => code === 0,
    () => false,
  );
  const stopWaiting = new AbortController();
  try {
    return await Promise.race([ended, delay(OPENING_MS, true, stopWaiting)]);
  } finally {
    stopWaiting.abort();
  }
}
