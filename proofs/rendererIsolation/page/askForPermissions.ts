/* oxlint-disable unicorn/consistent-function-scoping -- what runs in the page may use nothing from outside of itself */
import type { Tried } from './tried.ts';

/** Asks for every permission that the platform knows by name or by call. */
export async function askForPermissions(): Promise<Tried[]> {
  const within = <T>(work: Promise<T>): Promise<T | null> =>
    Promise.race([work, new Promise<null>((resolve) => setTimeout(() => resolve(null), 1500))]);
  const refusedOr = async (work: () => Promise<unknown>): Promise<string | null> => {
    try {
      const value = await within(work());
      return value === null || value === false || value === 'denied' ? null : String(value);
    } catch {
      return null;
    }
  };
  const devices = navigator as unknown as Record<
    string,
    { requestDevice?: (options: object) => Promise<unknown>; requestPort?: () => Promise<unknown> }
  >;
  const named = [
    'geolocation',
    'notifications',
    'camera',
    'microphone',
    'midi',
    'clipboard-read',
    'persistent-storage',
    'idle-detection',
  ];
  const ways: Record<string, () => Promise<unknown>> = {
    notifications: () => Notification.requestPermission(),
    camera: () => navigator.mediaDevices.getUserMedia({ video: true }),
    microphone: () => navigator.mediaDevices.getUserMedia({ audio: true }),
    screen: () => navigator.mediaDevices.getDisplayMedia({ video: true }),
    place: () => new Promise((resolve, reject) => navigator.geolocation.getCurrentPosition(resolve, reject)),
    clipboard: () => navigator.clipboard.readText().then((text) => `text: ${text}`),
    instruments: () => navigator.requestMIDIAccess({ sysex: true }),
    'storage forever': () => navigator.storage.persist(),
    usb: () => devices['usb']?.requestDevice?.({ filters: [] }) ?? Promise.reject(new Error('none')),
    hid: () =>
      devices['hid']
        ?.requestDevice?.({ filters: [] })
        .then((all) => ((all as unknown[]).length === 0 ? null : 'devices')) ??
      Promise.reject(new Error('none')),
    bluetooth: () =>
      devices['bluetooth']?.requestDevice?.({ acceptAllDevices: true }) ?? Promise.reject(new Error('none')),
    serial: () => devices['serial']?.requestPort?.() ?? Promise.reject(new Error('none')),
  };
  return Promise.all([
    ...Object.entries(ways).map(async ([name, way]) => ({ name, got: await refusedOr(way) })),
    ...named.map(async (name) => ({
      name: `the state of ${name}`,
      got: await refusedOr(() =>
        navigator.permissions.query({ name: name as PermissionName }).then(({ state }) => state),
      ),
    })),
  ]);
}
