/**
 * Loaded into the app's main process before the app: the gate's deadline never comes. On a machine that is busy with other work
 * it would come before the verdict, and pairing would rightly begin; that is tested where the session has a clock of its own.
 */
const timers = require('node:timers/promises');

const GATE_MS = 5000;
const FOREVER_MS = 2 ** 31 - 1;
const { setTimeout: wait } = timers;

// The first wait of that length is the gate's, which begins with the app.
timers.setTimeout = (milliseconds, ...rest) => {
  if (milliseconds !== GATE_MS) return wait(milliseconds, ...rest);
  timers.setTimeout = wait;
  return wait(FOREVER_MS, ...rest);
};
