/** One end of the synchronous bridge between the page's own world and its preload world. */
export interface Bridge {
  /** Calls the other end's `answer`; throws what it throws, as an `Error` that has only the message. */
  ask(...values: unknown[]): unknown;
}

/**
 * Both worlds share the DOM and nothing else, so the two ends talk by events on a detached node that only they can
 * reach. What crosses is copied as Electron's `contextBridge` copies: plain data by value, functions and promises as
 * proxies, errors as their message.
 *
 * Its text is run in the page, in both worlds; it uses nothing outside of its own body, and nothing of the page's that
 * the page could have replaced since the document began.
 */
export function createBridge(
  node: EventTarget,
  side: 'page' | 'preload',
  answer: (...values: unknown[]) => unknown,
): Bridge {
  type Wire = { readonly t: string; readonly v?: unknown };
  type Lent = { readonly original: object; call(...values: unknown[]): unknown };
  const { apply, ownKeys, defineProperty } = Reflect;
  const { freeze, create, getOwnPropertyDescriptor } = Object;
  const { dispatchEvent, addEventListener } = EventTarget.prototype;
  const then = Promise.prototype.then;
  const ErrorOfThisWorld = Error;
  const PromiseOfThisWorld = Promise;
  const CustomEventOfThisWorld = CustomEvent;
  const isError = (value: unknown): value is Error => value instanceof ErrorOfThisWorld;
  const clone = structuredClone;
  const detailOf = getOwnPropertyDescriptor(CustomEvent.prototype, 'detail')!.get!;
  // Instances that carry their methods themselves: the page may replace those of the prototypes.
  const makerOf = <T extends object>(Class: new () => T): (() => T) => {
    const methods = (['get', 'set', 'has'] as const).map(
      (name) => [name, (Class.prototype as never)[name]] as const,
    );
    return () => {
      const instance = new Class();
      for (let at = 0; at < methods.length; at += 1)
        defineProperty(instance, methods[at]![0], { value: methods[at]![1] });
      return instance;
    };
  };
  const newLent = makerOf(Map<number, Lent>);
  const newNumbers = makerOf(WeakMap<object, number>);
  const newWires = makerOf(Map<object, Wire>);
  const newValues = makerOf(Map<object, unknown>);
  const other = side === 'page' ? 'preload' : 'page';
  /** What this side has lent to the other: functions and promises, by number. */
  const lent = newLent();
  const numbers = newNumbers();
  /** What this side has borrowed: the proxy, and the number it has over there. */
  const borrowed = newNumbers();
  let last = 0;

  const lend = (key: object, call: (...values: unknown[]) => unknown): number => {
    const known = numbers.get(key);
    if (known !== undefined) return known;
    last += 1;
    numbers.set(key, last);
    lent.set(last, { original: key, call });
    return last;
  };

  const encode = (value: unknown, depth: number, seen: Map<object, Wire>): Wire => {
    if (depth > 1000) {
      throw new ErrorOfThisWorld(
        'Electron contextBridge recursion depth exceeded.  Nested objects deeper than 1000 are not supported.',
      );
    }
    if (typeof value === 'symbol') throw new ErrorOfThisWorld('An object could not be cloned.');
    if (value === null || (typeof value !== 'object' && typeof value !== 'function'))
      return { t: 'plain', v: value };
    const known = seen.get(value);
    if (known) return known;
    const wire: { t: string; v?: unknown } = create(null);
    seen.set(value, wire);
    const home = borrowed.get(value);
    if (home !== undefined) {
      wire.t = 'yours';
      wire.v = home;
    } else if (typeof value === 'function') {
      wire.t = 'function';
      wire.v = lend(value, value as (...values: unknown[]) => unknown);
    } else if (value instanceof PromiseOfThisWorld) {
      wire.t = 'promise';
      wire.v = lend(value, (resolve, reject) => {
        apply(then, value, [resolve, reject]);
      });
    } else if (isError(value)) {
      wire.t = 'error';
      wire.v = `${value.message}`;
    } else if (apply(Array.isArray, undefined, [value])) {
      const list: Wire[] = [];
      wire.t = 'array';
      wire.v = list;
      for (let at = 0; at < (value as unknown[]).length; at += 1) {
        defineProperty(list, at, {
          value: encode((value as unknown[])[at], depth + 1, seen),
          enumerable: true,
        });
      }
    } else if (isBuiltIn(value)) {
      wire.t = 'clone';
      wire.v = clone(value);
    } else {
      const members: Record<string, Wire> = create(null);
      wire.t = 'object';
      wire.v = members;
      const keys = ownKeys(value);
      for (let at = 0; at < keys.length; at += 1) {
        const key = keys[at]!;
        if (typeof key === 'string' && getOwnPropertyDescriptor(value, key)!.enumerable) {
          members[key] = encode((value as Record<string, unknown>)[key], depth + 1, seen);
        }
      }
    }
    return wire;
  };

  const toText = Object.prototype.toString;
  const isBuiltIn = (value: object): boolean => {
    const kind = apply(toText, value, []) as string;
    return kind !== '[object Object]' && kind !== '[object Arguments]';
  };

  const decode = (wire: Wire, seen: Map<object, unknown>): unknown => {
    if (seen.has(wire)) return seen.get(wire);
    const keep = <T>(value: T): T => {
      seen.set(wire, value);
      return value;
    };
    if (wire.t === 'plain' || wire.t === 'clone') return keep(wire.v);
    if (wire.t === 'error') return keep(new ErrorOfThisWorld(wire.v as string));
    if (wire.t === 'yours') return keep(lent.get(wire.v as number)!.original);
    if (wire.t === 'array') {
      const list = wire.v as Wire[];
      const array: unknown[] = keep([]);
      for (let at = 0; at < list.length; at += 1) {
        defineProperty(array, at, {
          value: decode(list[at]!, seen),
          writable: true,
          enumerable: true,
          configurable: true,
        });
      }
      return array;
    }
    if (wire.t === 'object') {
      const members = wire.v as Record<string, Wire>;
      const object: object = keep({});
      const keys = ownKeys(members);
      for (let at = 0; at < keys.length; at += 1) {
        const value = decode(members[keys[at] as string]!, seen);
        defineProperty(object, keys[at]!, { value, writable: true, enumerable: true, configurable: true });
      }
      return object;
    }
    const home = wire.v as number;
    const proxy =
      wire.t === 'function'
        ? (...values: unknown[]) => call(home, values)
        : new PromiseOfThisWorld((resolve, reject) => {
            call(home, [(value: unknown) => resolve(value), (reason: unknown) => reject(reason)]);
          });
    borrowed.set(proxy, home);
    return keep(proxy);
  };

  let reply: Wire = { t: 'plain' };
  const call = (number: number, values: unknown[]): unknown => {
    const detail = { number, values: encode(values, 0, newWires()) };
    apply(dispatchEvent, node, [new CustomEventOfThisWorld(`to-${other}`, { detail })]);
    const answered = decode(reply, newValues()) as { failed?: string; value?: unknown };
    if (answered.failed !== undefined) throw new ErrorOfThisWorld(answered.failed);
    return answered.value;
  };

  const handle = (number: number, values: unknown[]): { failed?: string; value?: unknown } => {
    try {
      return { value: apply(number === 0 ? answer : lent.get(number)!.call, undefined, values) };
    } catch (error) {
      return { failed: isError(error) ? `${error.message}` : `${error as string}` };
    }
  };

  const listen = (name: string, listener: (detail: never) => void): void => {
    apply(addEventListener, node, [name, (event: Event) => listener(apply(detailOf, event, []) as never)]);
  };
  listen(`to-${side}`, ({ number, values }: { number: number; values: Wire }) => {
    const outcome = handle(number, decode(values, newValues()) as unknown[]);
    let detail: Wire;
    try {
      detail = encode(outcome, 0, newWires());
    } catch (error) {
      detail = encode({ failed: (error as Error).message }, 0, newWires());
    }
    apply(dispatchEvent, node, [new CustomEventOfThisWorld(`answer-to-${other}`, { detail })]);
  });
  listen(`answer-to-${side}`, (wire: Wire) => {
    reply = wire;
  });

  return freeze({ ask: (...values: unknown[]) => call(0, values) });
}
