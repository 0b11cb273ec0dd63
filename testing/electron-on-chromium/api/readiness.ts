let ready = false;

/** Whether `ready` has come, or is just coming. */
export function appIsReady(): boolean {
  return ready;
}

/** To be called once, right before `ready` is emitted. */
export function markReady(): void {
  ready = true;
}
