import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

/** A program of this folder, running beside us. */
export interface Child<Hello> {
  /** The first message that it sent. */
  readonly hello: Hello;
  readonly end: () => void;
}

/** Starts a program of this folder and waits for its first message. It ends by itself when we do. */
export async function startChild<Hello>(name: string): Promise<Child<Hello>> {
  const child = fork(join(import.meta.dirname, name), {
    execArgv: [],
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const [hello] = (await once(child, 'message')) as [Hello];
  return { hello, end: () => child.disconnect() };
}
