import { existsSync, mkdirSync, realpathSync } from 'node:fs';
import { chmod, rename, unlink } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { WriteFailed } from '../contract.ts';
import { pruneBackups, unusedReplacedName, type Backup, type BackupPlace } from './backups.ts';
import { errorCode } from './errorCode.ts';
import { bytesNeeded } from './freeSpace.ts';
import { isRacy, newAttributes, type FileAttributes, type FileVersion } from './fileVersion.ts';
import {
  CHANGED,
  holds,
  publish,
  targetOf,
  type Content,
  type Publication,
  type Replacement,
} from './publish.ts';
import { MAIN_FILE, MIRROR_FILE, pathIn, type StatePlace } from './place.ts';
import { versionHolding } from './readFile.ts';
import { areSameBytes, LARGE } from './sameBytes.ts';
import { syncFolderOf } from './syncFolder.ts';
import { createFile, temporaryName } from './temporaryFile.ts';
import { writeFailed } from './writeFailed.ts';

/** What storing needs of the outside. */
export interface StorePorts {
  readonly place: StatePlace;
  /** Bytes free on the disk of a folder; `null`: not known. */
  readonly freeBytes: (folder: string) => number | null;
}

/** One file to be stored. */
export interface Change {
  /** What is there; `null` where nothing is. */
  readonly before: Content | null;
  /** What is to be there; `null` where nothing is to change. */
  readonly after: readonly Buffer[] | null;
}

type Which = 'main' | 'mirror';

/** Both files, and which is put in place first. A process that is killed in between leaves the other one old. */
export interface Changes extends Readonly<Record<Which, Change>> {
  readonly first: Which;
}

/** What is there now: the version of each file that was written, and where the old ones are kept. */
export interface Stored {
  readonly kind: 'stored';
  readonly versions: Readonly<Record<Which, FileVersion | null>>;
  readonly backup: Backup;
}

/** How storing goes with what else happens in this process meanwhile. */
export interface StoreHooks {
  /** Where the old files are kept; `null`: not at all. */
  readonly keep: BackupPlace | null;
  /** Asked right before the files are put in place, with nothing in between. */
  readonly mayPublish: () => boolean;
  /** Called right after that, with nothing in between either. */
  readonly onPublished: (stored: Stored) => void;
}

/**
 * Stores both files, or neither. First, without haste, the new files are written and synced beside the old ones; then, in
 * one synchronous step, they are put in place (`publish`). `changed`: another program has written a file meanwhile, or
 * `mayPublish` said no, and nothing of ours is there. Never rejects.
 */
export async function store(
  ports: StorePorts,
  changes: Changes,
  hooks: StoreHooks,
): Promise<Stored | { readonly kind: 'changed' } | WriteFailed> {
  const attempt = new Attempt(ports, changes, hooks);
  try {
    return await attempt.run();
  } catch (error) {
    return writeFailed(errorCode(error), 'old');
  } finally {
    await attempt.cleanUp();
  }
}

/** Milliseconds between two tries where another program holds a file open, as it often does on Windows. */
const HELD_PAUSE_MS = 50;
const HELD_TRIES = 20;

class Attempt {
  readonly #ports: StorePorts;
  readonly #changes: Changes;
  readonly #hooks: StoreHooks;
  readonly #order: readonly Which[];
  readonly #backup: Record<Which, string | null> = { main: null, mirror: null };
  /** Goes in any case, where it is still there. */
  #temporary: string[] = [];
  /** The old files under their second names. */
  #links: KeptLink[] = [];
  /** Goes unless the files were put in place. */
  #copies: string[] = [];

  constructor(ports: StorePorts, changes: Changes, hooks: StoreHooks) {
    this.#ports = ports;
    this.#changes = changes;
    this.#hooks = hooks;
    const both: readonly Which[] = changes.first === 'main' ? ['main', 'mirror'] : ['mirror', 'main'];
    this.#order = both.filter((which) => changes[which].after !== null);
  }

  async run(): Promise<Stored | { readonly kind: 'changed' } | WriteFailed> {
    const { folder } = this.#ports.place;
    if (this.#order.length === 0) {
      if (!this.#hooks.mayPublish()) return { kind: 'changed' };
      return this.#stored([]);
    }
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const free = this.#ports.freeBytes(folder);
    if (free !== null && free < bytesNeeded(this.#changes)) return writeFailed('ENOSPC', 'old');
    if (this.#hooks.keep !== null) this.#chooseBackups(this.#hooks.keep);
    await this.#copyWhatStays();

    const publication = await this.#publish(false);
    return this.#conclude(publication.kind === 'no-links' ? await this.#publish(true) : publication);
  }

  /** Removes what is not to stay. Never rejects. */
  async cleanUp(): Promise<void> {
    const paths = [...this.#temporary, ...this.#copies];
    const links = this.#links;
    [this.#temporary, this.#copies, this.#links] = [[], [], []];
    await Promise.all([...paths.map((path) => unlink(path).catch(() => {})), ...links.map(letGo)]);
  }

  /** The main file, and the mirror where it holds something else. */
  #chooseBackups(paths: BackupPlace): void {
    const { main, mirror } = this.#changes;
    if (main.before !== null && main.after !== null) this.#backup.main = paths.main;
    const isCopy =
      mirror.before !== null && main.before !== null && areSameBytes(mirror.before.parts, main.before.parts);
    if (mirror.before !== null && !isCopy) this.#backup.mirror = paths.mirror;
  }

  /** A restore must not take the old main file for the old mirror: so a mirror that differs is kept though it does not change. */
  async #copyWhatStays(): Promise<void> {
    const { before, after } = this.#changes.mirror;
    if (after === null && before !== null && this.#backup.mirror !== null)
      await this.#copy(before, this.#backup.mirror);
  }

  async #publish(withCopies: boolean): Promise<Publication> {
    const prepared = await allDone(this.#order.map((which) => this.#prepare(which, withCopies)));
    const replacements = prepared.filter((each) => each !== null);
    if (replacements.length < prepared.length) return CHANGED;
    for (let tries = 1; ; tries += 1) {
      if (!this.#hooks.mayPublish()) return CHANGED;
      const publication = publish(replacements);
      if (publication.kind === 'published') {
        this.#stored(publication.versions);
        await this.#finish(replacements);
      } else await Promise.all(publication.onlyCopies.map((each) => this.#keep(each)));
      if (publication.kind !== 'failed' || !isHeld(publication) || tries === HELD_TRIES) return publication;
      await setTimeout(HELD_PAUSE_MS);
    }
  }

  /** `null`: another version is there by now. */
  async #prepare(which: Which, withCopies: boolean): Promise<Replacement | null> {
    const { before, after } = this.#changes[which];
    const place = pathIn(this.#ports.place, which === 'main' ? MAIN_FILE : MIRROR_FILE);
    const target = before?.version.path ?? place;
    const temporaryPath = temporaryName(target);
    this.#temporary.push(temporaryPath);
    const attributes = before?.version.attributes ?? newAttributes();
    const parts = after ?? [];
    const temporary = await createFile(temporaryPath, parts, attributes);
    if (before === null) return { place, before, temporary, parts, keptAs: '', isCopied: false };

    const backup = this.#backup[which];
    const isBeside = backup !== null && realpathSync.native(this.#ports.place.folder) === dirname(target);
    if (backup !== null && !isBeside) await this.#copy(before, backup);
    const keptAs = isBeside ? backup : unusedReplacedName(target);
    // The mode of a link is the one of all its names: where the file has others, a copy is made.
    const isCopied = withCopies || (isBeside && before.version.nlink > 1n);
    if (isCopied) await this.#copy(before, keptAs);
    else this.#links.push({ path: keptAs, target, before });
    const confirmed = await confirm(before);
    return confirmed && { place, before: confirmed, temporary, parts, keptAs, isCopied };
  }

  async #copy({ parts, version }: Content, path: string): Promise<void> {
    if (this.#copies.includes(path)) return;
    this.#copies.push(path);
    await createFile(path, parts, ownerOnly(version.attributes));
  }

  #isBackup(path: string): boolean {
    return path === this.#backup.main || path === this.#backup.mirror;
  }

  #stored(versions: readonly FileVersion[]): Stored {
    const at = (which: Which) => versions[this.#order.indexOf(which)] ?? null;
    const stored: Stored = {
      kind: 'stored',
      versions: { main: at('main'), mirror: at('mirror') },
      backup: this.#backup,
    };
    this.#hooks.onPublished(stored);
    return stored;
  }

  async #conclude(publication: Publication): Promise<Stored | { readonly kind: 'changed' } | WriteFailed> {
    switch (publication.kind) {
      case 'published':
        return { kind: 'stored', versions: { main: null, mirror: null }, backup: this.#backup };
      case 'changed':
        return publication;
      case 'no-links':
        return writeFailed('ENOTSUP', 'old');
      case 'failed': {
        const failure = writeFailed(publication.code, publication.onDisk);
        if (publication.onDisk === 'old') return failure;
        const link = this.#links.find(({ path }) => existsSync(path));
        const kept = this.#backup.main ?? this.#backup.mirror ?? link?.path ?? null;
        [this.#copies, this.#links] = [[], []];
        return kept === null ? failure : { ...failure, message: `${failure.message} Its backup is ${kept}.` };
      }
    }
  }

  /** What is the only copy of an old file stays, though not as a backup of ours: nothing was committed. */
  async #keep(replacement: Replacement): Promise<void> {
    const { keptAs } = replacement;
    this.#links = this.#links.filter(({ path }) => path !== keptAs);
    this.#copies = this.#copies.filter((path) => path !== keptAs);
    await closeToOthers(replacement);
    if (this.#isBackup(keptAs)) {
      await rename(keptAs, unusedReplacedName(targetOf(replacement))).catch(() => {});
    }
  }

  /** When this resolves, what is there is on disk. A backup is a new file, and only its owner may read it. */
  async #finish(replacements: readonly Replacement[]): Promise<void> {
    this.#copies = [];
    this.#links = this.#links.filter(({ path }) => !this.#isBackup(path));
    this.#temporary = this.#temporary.filter((path) => replacements.every((each) => !isRenamed(each, path)));
    const last = replacements.at(-1);
    await Promise.all([
      last && syncFolderOf(targetOf(last)),
      ...replacements.filter(({ keptAs }) => this.#isBackup(keptAs)).map(closeToOthers),
      this.cleanUp(),
    ]);
    if (this.#hooks.keep !== null) pruneBackups(this.#ports.place, this.#hooks.keep.label);
  }
}

/** A second name of an old file, and what was read of that. */
interface KeptLink {
  readonly path: string;
  readonly target: string;
  readonly before: Content;
}

/**
 * A second name goes where the file is what was read. Where another program has written into it in the last moment, it is the only copy of
 * that, and stays, though not as a backup of ours. Never rejects.
 */
async function letGo({ path, target, before }: KeptLink): Promise<void> {
  try {
    if (holds(path, before)) await unlink(path);
    else if (!path.includes('.mobile-pairing-replaced.')) await rename(path, unusedReplacedName(target));
  } catch {
    // Put back already, or one name too many, which does no harm.
  }
}

function isRenamed({ before, temporary }: Replacement, path: string): boolean {
  return before !== null && temporary.path === path;
}

/** A backup that is a link has the mode of the file that it was; a copy was made with its own. */
async function closeToOthers({ before, keptAs, isCopied }: Replacement): Promise<void> {
  const mode = before?.version.attributes.mode ?? 0;
  if (!isCopied && (mode & 0o177) !== 0) await chmod(keptAs, mode & 0o600).catch(() => {});
}

/** What all of them resolve to. Where one rejects, so does this, but only when nothing of the others is on its way any more. */
async function allDone<T>(promises: readonly Promise<T>[]): Promise<T[]> {
  await Promise.allSettled(promises);
  return Promise.all(promises);
}

function ownerOnly(attributes: FileAttributes): FileAttributes {
  return { ...attributes, mode: attributes.mode & 0o600 };
}

function isHeld({ code, onDisk }: Extract<Publication, { kind: 'failed' }>): boolean {
  return process.platform === 'win32' && onDisk === 'old' && ['EPERM', 'EBUSY', 'EACCES'].includes(code);
}

/** A large file whose times cannot tell whether it has changed is compared here, where that may take its time. */
async function confirm(content: Content): Promise<Content | null> {
  if (content.version.size < LARGE || !isRacy(content.version)) return content;
  const version = await versionHolding(content.version.path, content.parts);
  return version && { ...content, version: { ...version, path: content.version.path } };
}
