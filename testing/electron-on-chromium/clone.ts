// oxlint-disable unicorn/consistent-function-scoping -- the text of the function is run elsewhere, so it holds all it needs
/** JSON that stands for any value of the structured clone algorithm, cycles included. */
export interface Cloned {
  readonly root: unknown;
  readonly heap: unknown[];
}

/** Writes and reads such JSON. */
export interface CloneCodec {
  /** Throws Electron's "An object could not be cloned." for functions, symbols and the like. */
  encode(value: unknown): Cloned;
  decode(cloned: Cloned): unknown;
}

/**
 * The codec between the main process and a page. It uses nothing outside of its own body: its text is also run in the
 * page's preload world.
 */
export function createCloneCodec(): CloneCodec {
  type Ref = readonly ['ref', number];
  const errors: Record<string, ErrorConstructor> = {
    Error,
    EvalError,
    RangeError,
    ReferenceError,
    SyntaxError,
    TypeError,
    URIError,
  };
  const arrays: Record<string, new (buffer: ArrayBuffer) => ArrayBufferView> = {
    Int8Array,
    Uint8Array,
    Uint8ClampedArray,
    Int16Array,
    Uint16Array,
    Int32Array,
    Uint32Array,
    Float32Array,
    Float64Array,
    BigInt64Array,
    BigUint64Array,
    DataView,
  };
  const refusal = (): Error => new Error('An object could not be cloned.');
  const kindOf = (value: object): string => Object.prototype.toString.call(value).slice(8, -1);

  function encode(value: unknown): Cloned {
    let copy: unknown;
    try {
      copy = structuredClone(value);
    } catch {
      throw refusal();
    }
    const heap: unknown[] = [];
    const places = new Map<object, number>();
    const write = (item: unknown): unknown => {
      if (item === undefined) return ['undefined'];
      if (typeof item === 'bigint') return ['bigint', String(item)];
      if (typeof item === 'number' && (!Number.isFinite(item) || Object.is(item, -0))) {
        return ['number', Object.is(item, -0) ? '-0' : String(item)];
      }
      if (typeof item !== 'object' || item === null) return item;
      const known = places.get(item);
      if (known !== undefined) return ['ref', known];
      const place = heap.push(null) - 1;
      places.set(item, place);
      heap[place] = describe(item);
      return ['ref', place];
    };
    const entries = (object: object): unknown =>
      Object.entries(object).map(([key, item]) => [key, write(item)]);
    const describe = (object: object): unknown => {
      const kind = kindOf(object);
      if (kind === 'Object') return ['Object', entries(object)];
      if (Array.isArray(object)) return ['Array', object.length, entries(object)];
      if (object instanceof Date) return ['Date', object.getTime()];
      if (object instanceof RegExp) return ['RegExp', object.source, object.flags];
      if (object instanceof Map) return ['Map', [...object].map(([key, item]) => [write(key), write(item)])];
      if (object instanceof Set) return ['Set', [...object].map(write)];
      if (object instanceof ArrayBuffer) return ['ArrayBuffer', [...new Uint8Array(object)]];
      if (ArrayBuffer.isView(object)) {
        return [kind, [...new Uint8Array(object.buffer, object.byteOffset, object.byteLength)]];
      }
      if (object instanceof Error) return ['Error', object.name, object.message, object.stack ?? ''];
      throw refusal();
    };
    return { root: write(copy), heap };
  }

  function decode({ root, heap }: Cloned): unknown {
    const built = new Map<number, unknown>();
    const read = (item: unknown): unknown => {
      if (!Array.isArray(item)) return item;
      const [tag, value] = item as [string, string];
      if (tag === 'undefined') return undefined;
      if (tag === 'bigint') return BigInt(value);
      if (tag === 'number') return Number(value);
      return build((item as unknown as Ref)[1]);
    };
    const fill = (object: object, entries: unknown): object => {
      for (const [key, item] of entries as [string, unknown][]) {
        // A plain assignment to `__proto__` would change the prototype.
        Object.defineProperty(object, key, {
          value: read(item),
          writable: true,
          enumerable: true,
          configurable: true,
        });
      }
      return object;
    };
    const build = (place: number): unknown => {
      if (built.has(place)) return built.get(place);
      const [kind, first, second, third] = heap[place] as [string, never, never, never];
      const keep = <T>(object: T): T => {
        built.set(place, object);
        return object;
      };
      if (kind === 'Object') return fill(keep({}), first);
      if (kind === 'Array') {
        const array: unknown[] = keep([]);
        array.length = first;
        return fill(array, second);
      }
      if (kind === 'Date') return keep(new Date(first));
      if (kind === 'RegExp') return keep(new RegExp(first, second));
      if (kind === 'ArrayBuffer') return keep(new Uint8Array(first as number[]).buffer);
      if (kind === 'Map') {
        const map = keep(new Map<unknown, unknown>());
        for (const [key, item] of first as [unknown, unknown][]) map.set(read(key), read(item));
        return map;
      }
      if (kind === 'Set') {
        const set = keep(new Set<unknown>());
        for (const item of first as unknown[]) set.add(read(item));
        return set;
      }
      if (kind === 'Error') {
        const error = keep(new (errors[first] ?? Error)(second));
        error.stack = third;
        return error;
      }
      const ArrayKind = arrays[kind];
      if (!ArrayKind) throw refusal();
      return keep(new ArrayKind(new Uint8Array(first as number[]).buffer));
    };
    return read(root);
  }

  return { encode, decode };
}
