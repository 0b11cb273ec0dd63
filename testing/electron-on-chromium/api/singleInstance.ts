import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readlinkSync, rmSync, symlinkSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';

/** What a second instance tells the first. */
export interface SecondInstance {
  readonly argv: readonly string[];
  readonly workingDirectory: string;
  readonly additionalData: unknown;
}

/**
 * Tells the instance that holds the lock, and waits for its answer. Run in a process of its own, for
 * `requestSingleInstanceLock` answers at once. A holder that has only just begun may not listen yet: it gets a second. One that
 * takes the message and does not answer has 20 seconds, as in Chromium (chrome/browser/process_singleton_posix.cc).
 */
const TELL = `
  const { connect } = require('node:net');
  const [, path, text] = process.argv;
  const until = Date.now() + 1000;
  const tell = () => connect(path)
    .on('connect', function () { this.end(text); })
    .on('data', () => process.exit(0))
    .on('error', () => (Date.now() < until ? setTimeout(tell, 25) : process.exit(1)));
  setTimeout(() => process.exit(2), 20_000);
  tell();
`;
/** The holder is there and does not answer. */
const IN_USE = 2;

/** The stand-in itself, which runs scripts also where a packaged app does not. */
const PROGRAM = join(import.meta.dirname, '..', 'electron');

/** What the link of the lock points to. */
const OWN_NAME = `${hostname()}-${process.pid}`;

/** The lock that one instance per userData folder can hold. */
export class SingleInstance {
  readonly #tell: (second: SecondInstance) => void;
  #lock: { readonly link: string; readonly socket: string; readonly server: Server } | null = null;

  /** `tell` is called in the holder for every later instance. */
  constructor(tell: (second: SecondInstance) => void) {
    this.#tell = tell;
  }

  get isHeld(): boolean {
    return this.#lock !== null;
  }

  /**
   * True: this process has the lock. False: another one has it, and has been told; or it hangs, or is on another computer
   * that shares the folder (Chromium's PROFILE_IN_USE).
   */
  request(userData: string, additionalData: unknown): boolean {
    if (this.#lock) return true;
    mkdirSync(userData, { recursive: true });
    const link = join(userData, 'SingletonLock');
    const socket = socketOf(userData);
    if (!takeLink(link)) {
      if (!isOfThisHost(link)) return false;
      const second: SecondInstance = { argv: process.argv, workingDirectory: process.cwd(), additionalData };
      const { status } = spawnSync(PROGRAM, ['-e', TELL, socket, JSON.stringify(second)], {
        stdio: 'ignore',
        env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
      });
      if (status === 0 || status === IN_USE) return false;
      // Nothing listens: the holder died without releasing the lock.
      rmSync(link, { force: true });
      if (!takeLink(link)) return false;
    }
    rmSync(socket, { force: true });
    this.#lock = { link, socket, server: this.#listen(socket) };
    return true;
  }

  release(): void {
    if (!this.#lock) return;
    const { link, socket, server } = this.#lock;
    this.#lock = null;
    server.close();
    rmSync(socket, { force: true });
    if (readlinkSync(link) === OWN_NAME) rmSync(link, { force: true });
  }

  #listen(socket: string): Server {
    const server = createServer({ allowHalfOpen: true }, (connection) => {
      let text = '';
      connection.setEncoding('utf8');
      connection.on('data', (chunk: string) => {
        text += chunk;
      });
      connection.on('end', () => {
        connection.end('told');
        this.#tell(JSON.parse(text) as SecondInstance);
      });
      // A second instance that was killed while it told.
      connection.on('error', () => connection.destroy());
    });
    server.listen(socket);
    server.unref();
    return server;
  }
}

/** Beside the lock, or, as a socket's path may have only some 100 characters, in the folder for temporary files. */
function socketOf(userData: string): string {
  const beside = join(userData, 'SingletonSocket');
  if (beside.length < 100) return beside;
  const name = createHash('sha256').update(userData).digest('hex').slice(0, 32);
  return join(tmpdir(), `electron-on-chromium.${name}.socket`);
}

/** A link of another computer names that, and its process cannot be asked. */
function isOfThisHost(link: string): boolean {
  try {
    return readlinkSync(link).startsWith(`${hostname()}-`);
  } catch {
    return true;
  }
}

function takeLink(link: string): boolean {
  try {
    symlinkSync(OWN_NAME, link);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}
