/** Asks main, which asks the app's handler and then tells Chromium; resolves when Chromium knows. */
export type AskMain = (how: 'check' | 'request', permission: string, details: object) => Promise<unknown>;

/**
 * Puts a question to main in front of every call by which a page asks for a permission, or for the state of one: Chromium's
 * protocol has no event for either. Its text is run in the page's own world; it uses nothing outside of its own body.
 */
export function askPermissions(ask: AskMain): void {
  type Method = (...given: never[]) => unknown;
  type Wish = readonly [permission: string, details?: object];
  const { apply, defineProperty } = Reflect;
  const wrap = (owner: object | undefined, name: string, wrapped: (original: Method) => Method): void => {
    const original = owner && (owner as Record<string, unknown>)[name];
    if (typeof original !== 'function') return;
    const value = wrapped(original as Method);
    defineProperty(owner as object, name, { value, writable: true, enumerable: true, configurable: true });
  };
  const before = (owner: object | undefined, name: string, wish: (...given: never[]) => Wish): void =>
    wrap(
      owner,
      name,
      (original) =>
        async function (this: unknown, ...given: never[]) {
          const [permission, details = {}] = wish(...given);
          await ask('request', permission, details);
          return apply(original, this, given) as unknown;
        },
    );

  /** Of what an insecure context lacks, too. */
  const prototypes = globalThis as unknown as Record<string, { prototype: object } | undefined>;
  const of = (name: string): object | undefined => prototypes[name]?.prototype;
  const simple: readonly (readonly [owner: object | undefined, name: string, permission: string])[] = [
    [prototypes['Notification'], 'requestPermission', 'notifications'],
    [prototypes['IdleDetector'], 'requestPermission', 'idle-detection'],
    [of('Clipboard'), 'read', 'clipboard-read'],
    [of('Clipboard'), 'readText', 'clipboard-read'],
    [of('Clipboard'), 'write', 'clipboard-sanitized-write'],
    [of('Clipboard'), 'writeText', 'clipboard-sanitized-write'],
    [of('StorageManager'), 'persist', 'persistent-storage'],
    [of('WakeLock'), 'request', 'screen-wake-lock'],
    [of('MediaDevices'), 'getDisplayMedia', 'display-capture'],
    [window, 'getScreenDetails', 'window-management'],
    [window, 'queryLocalFonts', 'local-fonts'],
  ];
  for (const [owner, name, permission] of simple) before(owner, name, () => [permission]);
  before(of('Navigator'), 'requestMIDIAccess', (options?: { sysex?: boolean }) => [
    options?.sysex === true ? 'midiSysex' : 'midi',
  ]);
  before(of('MediaDevices'), 'getUserMedia', (options?: { audio?: unknown; video?: unknown }) => [
    'media',
    {
      mediaTypes: [...(options?.audio ? ['audio'] : []), ...(options?.video ? ['video'] : [])],
    },
  ]);

  wrap(
    of('Geolocation'),
    'getCurrentPosition',
    (original) =>
      function (this: unknown, ...given: never[]) {
        void ask('request', 'geolocation', {}).then(() => apply(original, this, given));
      },
  );
  // A watch has its number at once, and the one that Chromium gives it only when the app has been asked.
  const watches = new Map<number, number | null>();
  let last = 0;
  wrap(
    of('Geolocation'),
    'watchPosition',
    (original) =>
      function (this: unknown, ...given: never[]) {
        last += 1;
        const number = last;
        watches.set(number, null);
        void (async () => {
          await ask('request', 'geolocation', {});
          if (watches.has(number)) watches.set(number, apply(original, this, given) as number);
        })();
        return number;
      },
  );
  wrap(
    of('Geolocation'),
    'clearWatch',
    (original) =>
      function (this: unknown, number: number) {
        const known = watches.get(number) ?? null;
        watches.delete(number);
        if (known !== null) apply(original, this, [known]);
      },
  );

  const checks: Record<string, Wish> = {
    camera: ['media', { mediaType: 'video' }],
    microphone: ['media', { mediaType: 'audio' }],
    'clipboard-write': ['clipboard-sanitized-write'],
  };
  wrap(
    of('Permissions'),
    'query',
    (original) =>
      async function (this: unknown, descriptor: { name: string; sysex?: boolean }) {
        const named =
          descriptor?.name === 'midi' && descriptor.sysex === true ? 'midiSysex' : descriptor?.name;
        const [permission, details = {}] = checks[named] ?? [named];
        await ask('check', `${permission}`, details);
        return apply(original, this, [descriptor]) as unknown;
      },
  );
}
