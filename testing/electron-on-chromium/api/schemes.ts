/**
 * Stock Chromium refuses to navigate to a scheme it does not know, so `app://host/path` is shown to it as
 * `https://host.app.invalid/path`, whose requests never leave: `.invalid` resolves nowhere (RFC 2606), and they are
 * answered before the network is asked.
 */
export class Schemes {
  readonly #names: () => Iterable<string>;

  /** `names` gives the custom schemes that are handled now. */
  constructor(names: () => Iterable<string>) {
    this.#names = names;
  }

  get names(): string[] {
    return [...this.#names()];
  }

  /** The address as Chromium sees it. */
  toPage(address: string): string {
    const url = new URL(address);
    const scheme = url.protocol.slice(0, -1);
    if (![...this.#names()].includes(scheme)) return address;
    return `https://${url.host.toLowerCase()}.${scheme}.invalid${url.pathname || '/'}${url.search}${url.hash}`;
  }

  /** The address as the app knows it. */
  toApp(address: string): string {
    const [, host, path] = /^https:\/\/([^/?#]*)(.*)$/s.exec(address) ?? [];
    if (host === undefined) return address;
    for (const scheme of this.#names()) {
      const ending = `.${scheme}.invalid`;
      if (host.endsWith(ending)) return `${scheme}://${host.slice(0, -ending.length)}${path}`;
    }
    return address;
  }

  /** The origin as the app knows it, `null` for an opaque one. */
  originOf(address: string): string {
    const [origin] = /^[a-z][a-z0-9+.-]*:\/\/[^/?#]+/i.exec(this.toApp(address)) ?? ['null'];
    return origin;
  }

  /** A Content-Security-Policy as Chromium has to see it: sources of a custom scheme become their `https` form. */
  policyToPage(policy: string): string {
    let rewritten = policy;
    for (const scheme of this.#names()) {
      rewritten = rewritten
        .replaceAll(new RegExp(`(?<=^|[\\s;])${scheme}://([^\\s;/]+)`, 'gi'), `https://$1.${scheme}.invalid`)
        .replaceAll(new RegExp(`(?<=^|[\\s;])${scheme}:(?=$|[\\s;])`, 'gi'), `https://*.${scheme}.invalid`);
    }
    return rewritten;
  }
}
