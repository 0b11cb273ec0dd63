/** Puts accessors over a property, also over one that a page cannot define again. */
export type Redefine = (
  owner: object,
  name: string,
  get: () => unknown,
  set?: (value: unknown) => void,
) => void;

/**
 * Lets a document of a scheme of the app's see its own address as it is in Electron: by `location`, `origin` and what `document`
 * says of itself, and in what it asks and gets by `fetch`. Runs in both worlds, before anything else of the document.
 * Its text is run in the page; it uses nothing outside of its own body.
 */
export function ownAddress(schemes: readonly string[], redefine: Redefine): void {
  const { apply, getOwnPropertyDescriptor } = Reflect;
  const Address = URL;
  const real = window.location;
  const toApp = (url: string): string => {
    const [, host = '', path = ''] = /^https:\/\/([^/?#]*)(.*)$/s.exec(url) ?? [];
    const scheme = schemes.find((each) => host.endsWith(`.${each}.invalid`));
    return scheme === undefined ? url : `${scheme}://${host.slice(0, -`.${scheme}.invalid`.length)}${path}`;
  };
  const toPage = (url: string): string => {
    const [, scheme = '', host = '', path = ''] = /^([a-z][a-z0-9+.-]*):\/\/([^/?#]*)(.*)$/is.exec(url) ?? [];
    return schemes.includes(scheme.toLowerCase())
      ? `https://${host.toLowerCase()}.${scheme.toLowerCase()}.invalid${path}`
      : url;
  };
  const here = (): URL => new Address(toApp(real.href));
  if (!schemes.includes(here().protocol.slice(0, -1))) return;

  const location = Object.create(Location.prototype) as object;
  for (const part of ['pathname', 'search', 'hash'] as const)
    redefine(
      location,
      part,
      () => real[part],
      (value) => void (real[part] = `${value as string}`),
    );
  for (const part of ['protocol', 'host', 'hostname', 'port'] as const)
    redefine(location, part, () => here()[part]);
  redefine(location, 'origin', () => `${here().protocol}//${here().host}`);
  redefine(location, 'ancestorOrigins', () => real.ancestorOrigins);
  const go = (value: unknown): void => void (real.href = `${value as string}`);
  redefine(location, 'href', () => here().href, go);
  Object.assign(location, {
    assign: (url: string) => real.assign(url),
    replace: (url: string) => real.replace(url),
    reload: () => real.reload(),
    toString: () => here().href,
  });
  redefine(window, 'location', () => location, go);
  redefine(document, 'location', () => location, go);
  redefine(window, 'origin', () => `${here().protocol}//${here().host}`);

  const translate = (owner: object, names: readonly string[]): void => {
    for (const name of names) {
      const get = getOwnPropertyDescriptor(owner, name)?.get;
      if (get === undefined) continue;
      redefine(owner, name, function (this: unknown) {
        const value: unknown = apply(get, this, []);
        return typeof value === 'string' ? toApp(value) : value;
      });
    }
  };
  translate(Document.prototype, ['URL', 'documentURI', 'referrer']);
  translate(Node.prototype, ['baseURI']);
  translate(MessageEvent.prototype, ['origin']);
  translate(Request.prototype, ['url', 'referrer']);
  translate(Response.prototype, ['url']);

  const post = window.postMessage.bind(window) as (
    message: unknown,
    options: WindowPostMessageOptions,
  ) => void;
  window.postMessage = (message: unknown, target: unknown, transfer?: Transferable[]) => {
    const options =
      typeof target === 'string'
        ? { targetOrigin: target, transfer: transfer ?? [] }
        : { ...(target as object) };
    const { targetOrigin } = options as WindowPostMessageOptions;
    post(message, targetOrigin === undefined ? options : { ...options, targetOrigin: toPage(targetOrigin) });
  };

  const Asked = Request;
  const askForReal = window.fetch;
  const addressed = (input: unknown): unknown =>
    input instanceof Asked ? input : toPage(`${input as string}`);
  window.fetch = async (input, options) => askForReal(addressed(input) as string, options);
  window.Request = new Proxy(Asked, {
    construct: (target, [input, options]: [unknown, RequestInit?], made) =>
      Reflect.construct(target, [addressed(input), options], made) as object,
  });
  const { open } = XMLHttpRequest.prototype as { open: (...given: unknown[]) => void };
  XMLHttpRequest.prototype.open = function (
    this: XMLHttpRequest,
    method: string,
    url: string | URL,
    ...rest: unknown[]
  ) {
    apply(open, this, [method, toPage(`${url}`), ...rest]);
  } as typeof XMLHttpRequest.prototype.open;
}
