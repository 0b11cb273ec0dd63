import { isJsonObject, type JsonValue } from './jsonText/json.ts';
import { printJson } from './jsonText/print.ts';
import { atomKindOf, REMOTE_CONTROL_HOST_PREFIX } from './pairingKeys.ts';
import { percentDecoded } from './percentDecoded.ts';

/** The ids that go, and whether the computer's own environment is one of them. */
export interface Going {
  readonly environments: ReadonlySet<string>;
  readonly clients: ReadonlySet<string>;
  /** The setup itself goes, and with it the atoms that name no host. */
  readonly isWhole: boolean;
  /** Ids that are known to stay, of whatever form; what looks like an environment's and does not go stays in any case. */
  readonly staying?: ReadonlySet<string>;
}

/**
 * What is left of an atom: the very same value where it stays, a value without its dead members where it holds something for each host, `undefined`
 * where it goes. It goes where all that it names, in its name or its value, goes; an atom of the setup that names nothing goes with the setup.
 * One that names a host that stays is a person's choice for that host, and stays.
 */
export function atomAfter(name: string, value: JsonValue, going: Going): JsonValue | undefined {
  const kind = atomKindOf(name);
  if (kind === null) return value;
  // A name and a thread may stand behind a host that is encoded as in an address: `remote-control%3Aenv_…%3Athread`.
  const inName = namedIn(percentDecoded(name), going);
  if (inName.stays) return value;
  // A name that names a host itself holds one value for it.
  const members = inName.goes ? null : membersByHost(name, value, going);
  if (members !== null && members.staying > 0) return members.leaving > 0 ? members.rest : value;
  const inValue = members === null ? namedIn(percentDecoded(printJson(value)), going) : NOTHING;
  if (inValue.stays) return value;
  const names = inName.goes || inValue.goes || (members?.leaving ?? 0) > 0;
  return names || (kind === 'setup' && going.isWhole) ? undefined : value;
}

/** Whether a text names something that goes, or a host that stays. */
interface Named {
  readonly goes: boolean;
  readonly stays: boolean;
}
const NOTHING: Named = { goes: false, stays: false };

/** Hosts of another kind: `remote-ssh-discovered:box`, `ssh:box`. Never ours to judge. */
const OTHER_HOST = /\b(?:remote-(?!control)[a-z-]+|ssh[a-z-]*|wsl[a-z-]*):[^\s"]/i;
const ENVIRONMENT_ID = /\benv_[\w-]+|(?<=_)env_e_[\w-]+/gi;
/** In capitals it names a host too, although none that goes. */
const HOST_PREFIX = /remote[-_]control:/i;

function namedIn(text: string, { environments, clients, staying = new Set() }: Going): Named {
  const isGoing = (id: string) => environments.has(id);
  const hosts = text.split(HOST_PREFIX).slice(1);
  const ids = text.match(ENVIRONMENT_ID) ?? [];
  return {
    goes: [...environments, ...clients].some((id) => mentions(text, id)),
    stays:
      OTHER_HOST.test(text) ||
      hosts.some((rest) => ![...environments].some((id) => startsWithWord(rest, id))) ||
      ids.some((id) => !isGoing(id)) ||
      [...staying].some((id) => mentions(text, id)),
  };
}

/** Whether `text`, as it is or as JSON writes it, holds the id and not only as a part of a longer one. */
function mentions(text: string, id: string): boolean {
  const written = JSON.stringify(id).slice(1, -1);
  // An empty one is found everywhere, and past the end of the text without end.
  if (written === '') return false;
  for (let at = text.indexOf(written); at !== -1; at = text.indexOf(written, at + 1)) {
    if (!isWord(text[at - 1]) && !isWord(text[at + written.length])) return true;
  }
  return false;
}

function startsWithWord(text: string, id: string): boolean {
  const written = JSON.stringify(id).slice(1, -1);
  return text.startsWith(written) && !isWord(text[written.length]);
}

function isWord(character: string | undefined): boolean {
  return character !== undefined && /[\w-]/.test(character);
}

/** A value that holds something for each host, parted: what leaves, what stays, and the value without what leaves. */
interface Members {
  readonly leaving: number;
  readonly staying: number;
  readonly rest: JsonValue;
}

/** `null` where a value is not by host: neither its name says so, nor does each key of an object name one. */
function membersByHost(name: string, value: JsonValue, going: Going): Members | null {
  const isByHost = atomKindOf(name) === 'copy' || /host[-_]?id|by[-_]?host/i.test(name);
  if (typeof value === 'string' && isByHost) {
    return isLeaving(value, going)
      ? { leaving: 1, staying: 0, rest: value }
      : { leaving: 0, staying: 1, rest: value };
  }
  if (Array.isArray(value) && isByHost) {
    const rest = value.filter((item) => typeof item !== 'string' || !isLeaving(item, going));
    return { leaving: value.length - rest.length, staying: rest.length, rest };
  }
  if (!isJsonObject(value)) return null;
  const entries = Object.entries(value);
  const isEachHost = entries.every(([key]) => percentDecoded(key).startsWith(REMOTE_CONTROL_HOST_PREFIX));
  if (!isByHost && (entries.length === 0 || !isEachHost)) return null;
  const rest = entries.filter(([key]) => !isLeaving(key, going));
  return {
    leaving: entries.length - rest.length,
    staying: rest.length,
    rest: Object.fromEntries(rest),
  };
}

/** Whether a host id, or a bare environment id, names an environment that goes. */
function isLeaving(host: string, { environments }: Going): boolean {
  const text = percentDecoded(host);
  const id = text.startsWith(REMOTE_CONTROL_HOST_PREFIX)
    ? text.slice(REMOTE_CONTROL_HOST_PREFIX.length)
    : text;
  return environments.has(id);
}
