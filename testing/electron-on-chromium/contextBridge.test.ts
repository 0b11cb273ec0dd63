import { expect, test } from 'vitest';
import { launchWindow } from './testApp.ts';

test('plain data, functions, promises and errors cross as copies and proxies', async () => {
  const { page } = await launchWindow({
    preload: `
      class Point { constructor() { this.x = 1; } length() { return 1; } }
      const data = { list: [1, 'two'], date: new Date(7), map: new Map([['a', 1]]), point: new Point(), nothing: null };
      const listeners = new Set();
      contextBridge.exposeInMainWorld('api', {
        data, number: 4,
        change: () => { data.list.push('later'); },
        add: (a, b) => a + b,
        same: (callback) => callback,
        typeOf: (value) => [typeof value, value instanceof Date, Array.isArray(value)],
        later: (value) => Promise.resolve({ value }),
        awaits: async (promise) => 'got ' + (await promise),
        failLater: () => Promise.reject(Object.assign(new RangeError('too far'), { code: 1 })),
        failNow: () => { throw new TypeError('now'); },
        listen: (listener) => { listeners.add(listener); return () => listeners.delete(listener); },
        tell: (value) => { for (const listener of listeners) listener(value); return listeners.size; },
        throwing: (callback) => { try { callback(); } catch (error) { return [error instanceof Error, error.message]; } },
      });`,
  });
  const seen = await page.evaluate(`(async () => {
    const heard = [];
    const callback = () => {};
    const stop = api.listen((value) => heard.push(value));
    const told = [api.tell({ n: 1 }), stop(), api.tell({ n: 2 })];
    api.change();
    const describe = (error) => [error instanceof Error, error.name, error.message, error.code];
    return {
      list: api.data.list, date: api.data.date instanceof Date && api.data.date.getTime(), map: api.data.map instanceof Map,
      point: [api.data.point.x, typeof api.data.point.length, api.data.point.constructor === Object],
      sum: api.add(1, 2), same: api.same(callback) === callback, types: [api.typeOf(new Date()), api.typeOf([1]), api.typeOf(() => 1)],
      later: await api.later('soon'), awaits: await api.awaits(Promise.resolve('it')), promise: api.later(1) instanceof Promise,
      failLater: await api.failLater().catch(describe),
      failNow: (() => { try { api.failNow(); } catch (error) { return describe(error); } })(),
      throwing: api.throwing(() => { throw new Error('in the page'); }),
      heard, told,
    };
  })()`);
  expect(seen).toEqual({
    list: [1, 'two'],
    date: 7,
    map: true,
    point: [1, 'undefined', true],
    sum: 3,
    same: true,
    types: [
      ['object', true, false],
      ['object', false, true],
      ['function', false, false],
    ],
    later: { value: 'soon' },
    awaits: 'got it',
    promise: true,
    failLater: [true, 'Error', 'too far', undefined],
    failNow: [true, 'Error', 'now', undefined],
    throwing: [true, 'in the page'],
    heard: [{ n: 1 }],
    told: [1, true, 0],
  });
});

test('a name is exposed once, and symbols and endless nesting do not cross', async () => {
  const { page } = await launchWindow({
    preload: `
      const outcomes = [];
      const attempt = (name, api) => { try { contextBridge.exposeInMainWorld(name, api); } catch (error) { outcomes.push(error.message); } };
      attempt('once', 1); attempt('once', 2); attempt('symbol', { a: Symbol('x') });
      let deep = {}; for (let n = 0; n < 1100; n += 1) deep = { deep };
      attempt('deep', deep);
      contextBridge.exposeInMainWorld('outcomes', outcomes);`,
  });
  expect(await page.evaluate('[once, ...outcomes]')).toEqual([
    1,
    'Cannot bind an API on top of an existing property on the window object',
    'An object could not be cloned.',
    expect.stringContaining('recursion depth exceeded'),
  ]);
});

test('a page that has replaced what the language offers neither breaks nor reads the bridge', async () => {
  const { page } = await launchWindow({
    preload:
      "contextBridge.exposeInMainWorld('api', { add: (a, b) => a + b, ask: () => ipcRenderer.invoke('ask') });",
    main: "ipcMain.handle('ask', () => 'private'); app.whenReady().then(() => { serve(); return open(); });",
    pages: {
      '/': `<script>
        globalThis.stolen = [];
        for (const [prototype, name] of [[EventTarget.prototype, 'dispatchEvent'], [EventTarget.prototype, 'addEventListener'],
          [Map.prototype, 'get'], [Map.prototype, 'set'], [WeakMap.prototype, 'get'], [Promise.prototype, 'then'], [Reflect, 'apply']]) {
          const real = prototype[name];
          prototype[name] = function (...all) { if (globalThis.armed) stolen.push(name); return Reflect.construct === 0 ? 0 : real.call(this, ...all); };
        }
        globalThis.CustomEvent = function () { stolen.push('CustomEvent'); };
        Object.defineProperty(globalThis.Event.prototype, 'detail', { get() { stolen.push('detail'); } });
      </script>`,
    },
  });
  expect(
    await page.evaluate(`(async () => {
      armed = true;
      const sum = api.add(1, 2);
      const asked = api.ask();
      armed = false;
      return [sum, await asked, stolen];
    })()`),
  ).toEqual([3, 'private', []]);
});
