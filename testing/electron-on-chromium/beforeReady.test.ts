import { expect, test } from 'vitest';
import { dialog, Notification, screen } from './api/desktop.ts';
import { app } from './api/app.ts';
import { markReady } from './api/readiness.ts';

/** Cases of Electron's `spec/api-dialog.spec.ts`, `api-notification.spec.ts`, `api-screen.spec.ts` and `api-app.spec.ts`. */

test('before the app is ready there is no box, no notification, no screen and no language', () => {
  expect(() => dialog.showMessageBox({ message: 'x' })).toThrow(
    'dialog module can only be used after app is ready',
  );
  expect(() => new Notification()).toThrow('Cannot create Notification before app is ready');
  expect(() => screen.getAllDisplays()).toThrow("can't be used before the app 'ready' event");
  expect(app.getLocale()).toBe('');
});

test('api-app: a path is that of a folder which is there', () => {
  expect(() => app.setPath('userData', 'relative')).toThrow('Path must be absolute');
  expect(() => app.setPath('userData', '/nowhere/at/all')).toThrow('Failed to set path');
});

test.each([
  [[], 'Insufficient number of arguments'],
  [[3, 'four'], 'Error processing argument at index 0'],
  [['three', 4], 'Error processing argument at index 1'],
])('api-dialog: showErrorBox(%j) throws', (given, message) => {
  expect(() => Reflect.apply(dialog.showErrorBox, dialog, given)).toThrow(message);
});

test.each([
  [{ type: 'not-a-valid-type' }, 'Invalid message box type'],
  [{ buttons: false }, 'Buttons must be an array'],
  [{ title: 300 }, 'Title must be a string'],
  [{ message: [] }, 'Message must be a string'],
  [{ detail: 3.14 }, 'Detail must be a string'],
  [{ checkboxLabel: {} }, 'CheckboxLabel must be a string'],
  [{ noLink: 1 }, 'noLink must be a boolean'],
])('api-dialog: a message box of %j throws', (options, message) => {
  markReady();
  expect(() => dialog.showMessageBox(options)).toThrow(message);
});
