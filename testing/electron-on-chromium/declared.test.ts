import type { EventEmitter } from 'node:events';
import type * as Electron from 'electron';
import { expectTypeOf, test } from 'vitest';
import type { electron } from './api/electron.ts';

type Own = typeof electron;

/** Members whose type is not one that Electron declares for them; the many overloads of an emitter aside. */
type Divergent<Mine, Declared> = {
  [K in Exclude<keyof Mine & keyof Declared, keyof EventEmitter>]: Mine[K] extends Declared[K] ? never : K;
}[Exclude<keyof Mine & keyof Declared, keyof EventEmitter>];

// What stands on the right is all that differs: objects of which the stand-in has only a part, and functions that take
// or give such objects. The compiler checks it, so this test fails in `tsc` and not when it runs.
test('members have the types that Electron declares', () => {
  expectTypeOf<Divergent<Own['app'], Electron.App>>().toEqualTypeOf<'commandLine'>();
  expectTypeOf<Divergent<Own['clipboard'], Electron.Clipboard>>().toEqualTypeOf<never>();
  expectTypeOf<Divergent<Own['dialog'], Electron.Dialog>>().toEqualTypeOf<never>();
  expectTypeOf<Divergent<Own['nativeTheme'], Electron.NativeTheme>>().toEqualTypeOf<never>();
  expectTypeOf<Divergent<Own['net'], Electron.Net>>().toEqualTypeOf<'request'>();
  expectTypeOf<Divergent<Own['protocol'], Electron.Protocol>>().toEqualTypeOf<never>();
  expectTypeOf<Divergent<Own['safeStorage'], Electron.SafeStorage>>().toEqualTypeOf<never>();
  expectTypeOf<Divergent<Own['shell'], Electron.Shell>>().toEqualTypeOf<never>();
  expectTypeOf<Divergent<Own['ipcMain'], Electron.IpcMain>>().toEqualTypeOf<'handle' | 'handleOnce'>();
  expectTypeOf<
    Divergent<InstanceType<Own['BrowserWindow']>, Electron.BrowserWindow>
  >().toEqualTypeOf<'webContents'>();
  expectTypeOf<Divergent<InstanceType<Own['webContents']>, Electron.WebContents>>().toEqualTypeOf<
    'mainFrame' | 'session' | 'setWindowOpenHandler'
  >();
  expectTypeOf<Divergent<InstanceType<Own['Notification']>, Electron.Notification>>().toEqualTypeOf<never>();
  expectTypeOf<
    Divergent<InstanceType<Own['webContents']>['mainFrame'], Electron.WebFrameMain>
  >().toEqualTypeOf<'frames' | 'parent' | 'top'>();
});
