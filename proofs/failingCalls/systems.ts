import { fstatSync, statSync, type BigIntStats, type Stats } from 'node:fs';
import type { FileSystemCall } from '../harness/fileSystem.ts';

/** Stands in for the file system of another system: what a call returns or throws, the caller gets. */
export type System = (call: FileSystemCall) => unknown;

/** A system, and a fresh stand-in for its file system. */
export interface OtherSystem {
  readonly platform: NodeJS.Platform;
  readonly create: () => System;
}

/** The system that a proof runs on, as it is. */
export const HERE: OtherSystem = {
  platform: process.platform,
  create: () => (call) => call.perform(...call.parameters),
};

/** Tries of a rename for which a virus scanner or an indexer still holds the file open. */
const HELD_FOR = 3;
/** What Windows says of every file's mode: all may read, and write where it is not read-only. */
const WINDOWS_MODE = 0o666;
/** The bits of a mode that say what kind of file it is. */
const KIND = 0o170000;

/**
 * The rules of other systems, each by what it does to a call, from Node's and the systems' own documentation. Nothing of this
 * was seen on those systems.
 */
export const SYSTEMS: Readonly<Record<string, OtherSystem>> = {
  /** NTFS: no mode bits, no owners, no folders to open, and a file that another program has open is not replaced. */
  windows: {
    platform: 'win32',
    create: () => {
      let tries = 0;
      return (call) => {
        switch (call.name) {
          case 'renameSync':
          case 'linkSync':
            tries += 1;
            return tries <= HELD_FOR ? refuse(call, tries % 2 === 0 ? 'EPERM' : 'EBUSY') : pass(call);
          case 'open':
          case 'openSync':
            return isFolder(call.parameters[0]) ? refuse(call, 'EPERM') : pass(call);
          default:
            return withoutModes(call);
        }
      };
    },
  },
  /** exFAT or a network disk on Windows: no links beside. */
  'windows without links': {
    platform: 'win32',
    create: () => (call) => {
      if (call.name === 'linkSync') return refuse(call, 'EPERM');
      if (call.name.startsWith('open') && isFolder(call.parameters[0])) return refuse(call, 'EPERM');
      return withoutModes(call);
    },
  },
  /** A network disk on macOS (SMB): no links, and folders are not synced. */
  'macOS on a network disk': {
    platform: 'darwin',
    create: () => (call) => {
      if (call.name === 'linkSync') return refuse(call, 'ENOTSUP');
      const isSync = call.name === 'fsyncSync' || call.name === 'handle.sync';
      const file = call.fd ?? (call.parameters[0] as number);
      if (isSync && fstatSync(file).isDirectory()) return refuse(call, 'EINVAL');
      return pass(call);
    },
  },
  /** An encrypted home of Linux (eCryptfs) takes names of 143 bytes, where others take 255. */
  'Linux with short names': {
    platform: 'linux',
    create: () => (call) => {
      const long = call.parameters.some(
        (each) => typeof each === 'string' && Buffer.byteLength(each.slice(each.lastIndexOf('/') + 1)) > 143,
      );
      return long ? refuse(call, 'ENAMETOOLONG') : pass(call);
    },
  },
  /** macOS and Windows: a name is found in any case, and the system alone says in which it is written. */
  'macOS with a folder named in another case': {
    platform: 'darwin',
    create: () => (call) => {
      const parameters = call.parameters.map((each) =>
        typeof each === 'string' ? inCase(each, 'given') : each,
      );
      const isAsked = call.name === 'realpath' || call.name === 'realpathSync.native';
      const found = call.perform(...parameters);
      if (!isAsked) return found;
      return call.isAsync
        ? (found as Promise<string>).then((path) => inCase(path, 'written'))
        : inCase(found as string, 'written');
    },
  },
};

/** The folder of a proof as it was given, or as the disk writes it. */
function inCase(path: string, which: 'given' | 'written'): string {
  return which === 'given' ? path.replace(/\/PROOF-/, '/proof-') : path.replace(/\/proof-/, '/PROOF-');
}

function pass(call: FileSystemCall): unknown {
  return call.perform(...call.parameters);
}

function refuse(call: FileSystemCall, code: string): never {
  throw Object.assign(new Error(`${code}: ${call.name}`), { code, syscall: call.name });
}

/** Modes and owners are taken and forgotten. */
function withoutModes(call: FileSystemCall): unknown {
  if (/(?:chmod|chown)(?:Sync)?$/.test(call.name)) return call.isAsync ? Promise.resolve() : undefined;
  if (!/stat(?:Sync)?$/.test(call.name)) return pass(call);
  const found = pass(call) as Facts | Promise<Facts>;
  return found instanceof Promise ? found.then(forgetMode) : forgetMode(found);
}

type Facts = Stats | BigIntStats | undefined;

function forgetMode(facts: Facts): Facts {
  if (facts === undefined) return facts;
  const isLarge = typeof facts.mode === 'bigint';
  const mode = (Number(facts.mode) & KIND) | WINDOWS_MODE;
  const changed = isLarge ? { mode: BigInt(mode), uid: 0n, gid: 0n } : { mode, uid: 0, gid: 0 };
  return Object.assign(facts, changed) as Facts;
}

function isFolder(path: unknown): boolean {
  return typeof path === 'string' && (statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false);
}

/** Lets the code believe that it runs on `platform`. */
export async function asOn<T>(platform: NodeJS.Platform, work: () => Promise<T>): Promise<T> {
  const real = process.platform;
  Object.defineProperty(process, 'platform', { value: platform });
  try {
    return await work();
  } finally {
    Object.defineProperty(process, 'platform', { value: real });
  }
}
