/* oxlint-disable unicorn/consistent-function-scoping, no-eval -- what runs in the page may use nothing from outside of itself */
import type { Tried } from './tried.ts';

/** Tries to run and to load what the page's policy forbids. `origin` is a server elsewhere. */
export async function tryToLoad(origin: string): Promise<Tried[]> {
  const world = globalThis as unknown as Record<string, unknown>;
  const later = <T>(work: () => T | Promise<T>) =>
    new Promise<T>((resolve, reject) => {
      // In a turn of its own: code that a debugger evaluates is exempt from a part of the policy.
      setTimeout(() => Promise.resolve().then(work).then(resolve, reject), 0);
    });
  const settled = async (work: () => unknown): Promise<string | null> => {
    try {
      const value = await Promise.race([
        later(work),
        new Promise((_, reject) => setTimeout(() => reject(new Error('nothing came')), 500)),
      ]);
      return value === undefined ? null : String(value);
    } catch {
      return null;
    }
  };
  const element = (tag: string, attributes: Record<string, string>, text = '') => {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
    made.textContent = text;
    const came = new Promise((resolve, reject) => {
      made.addEventListener('load', () => resolve(`a ${tag} loaded`));
      made.addEventListener('error', () => reject(new Error('refused')));
    });
    document.body.append(made);
    return came.finally(() => made.remove());
  };
  const script = 'globalThis.escaped = true';
  const source = `data:text/javascript,${encodeURIComponent(script)}`;
  const blob = URL.createObjectURL(new Blob([script], { type: 'text/javascript' }));
  const escaped = async (work: () => unknown) => {
    delete world['escaped'];
    // What runs says so; whether it also reports a load is another matter.
    await settled(work);
    return world['escaped'] === undefined ? null : 'the script ran';
  };
  // A load from elsewhere may fail for many reasons; only the policy's own word shows that it was the policy.
  // Without `form-action`: a form is stopped as a navigation before the policy is asked.
  const directives = [
    'base-uri',
    'connect-src',
    'font-src',
    'frame-src',
    'img-src',
    'media-src',
    'object-src',
    'script-src',
    'script-src-attr',
    'script-src-elem',
    'style-src-elem',
    'worker-src',
  ];
  const violated = new Set<string>();
  const allViolated = new Promise<void>((resolve) => {
    document.addEventListener('securitypolicyviolation', ({ effectiveDirective }) => {
      violated.add(effectiveDirective);
      if (directives.every((directive) => violated.has(directive))) resolve();
    });
  });
  const ways: Record<string, () => Promise<string | null>> = {
    eval: () => settled(() => (0, eval)('1 + 1') as unknown),
    'a new function': () => settled(() => new Function('return 2')() as unknown),
    'the constructor of a bridge function': () =>
      settled(
        () => (window.mobileSetup.readScreen.constructor as FunctionConstructor)('return 2')() as unknown,
      ),
    'a timer of text': () =>
      escaped(() => new Promise((resolve) => setTimeout(resolve, setTimeout(script as never, 0) && 100))),
    'an inline script': () => escaped(() => element('script', {}, script)),
    'an inline handler': () => escaped(() => element('img', { src: 'none', onerror: script })),
    'a script of data': () => escaped(() => element('script', { src: source })),
    'a script of a blob': () => escaped(() => element('script', { src: blob })),
    'a script from elsewhere': () => escaped(() => element('script', { src: `${origin}/script.js` })),
    'a module from elsewhere': () => escaped(() => import(`${origin}/script.js`)),
    'a module of data': () => escaped(() => import(source)),
    'a worker of a blob': () =>
      settled(
        () =>
          new Promise((resolve, reject) => {
            const worker = new Worker(blob);
            worker.addEventListener('error', reject);
            worker.addEventListener('message', () => resolve('a worker'));
          }),
      ),
    'a service worker': () =>
      settled(() => navigator.serviceWorker.register('/worker.js').then(() => 'a worker')),
    'a script in a frame': () =>
      escaped(() => element('iframe', { srcdoc: '<script>parent.escaped = true</script>' })),
    'a javascript: address in a frame': () =>
      escaped(() => element('iframe', { src: 'javascript:parent.escaped=true' })),
    'a fetch elsewhere': () => settled(() => fetch(`${origin}/data`).then(() => 'an answer')),
    'a fetch of our own page': () => settled(() => fetch('index.html').then(() => 'an answer')),
    'a request elsewhere': () =>
      settled(
        () =>
          new Promise((resolve, reject) => {
            const request = new XMLHttpRequest();
            request.addEventListener('load', () => resolve('an answer'));
            request.addEventListener('error', reject);
            request.open('GET', `${origin}/data`);
            request.send();
          }),
      ),
    'a socket elsewhere': () =>
      settled(
        () =>
          new Promise((resolve, reject) => {
            const socket = new WebSocket(origin.replace('http', 'ws'));
            socket.addEventListener('open', () => resolve('a socket'));
            socket.addEventListener('error', reject);
          }),
      ),
    'events from elsewhere': () =>
      settled(
        () =>
          new Promise((resolve, reject) => {
            const events = new EventSource(`${origin}/events`);
            events.addEventListener('open', () => resolve('events'));
            events.addEventListener('error', reject);
          }),
      ),
    'a beacon': () => settled(() => void navigator.sendBeacon(`${origin}/beacon`, 'x')),
    'a style from elsewhere': () =>
      settled(() => element('link', { rel: 'stylesheet', href: `${origin}/style.css` })),
    'an inline style': () =>
      settled(() => {
        const made = document.createElement('style');
        made.textContent = ':root { --escaped: yes }';
        document.head.append(made);
        const value = getComputedStyle(document.documentElement).getPropertyValue('--escaped').trim();
        made.remove();
        if (value !== '') return 'a style';
        throw new Error('refused');
      }),
    'a picture from elsewhere': () => settled(() => element('img', { src: `${origin}/picture.png` })),
    'a picture of data': () =>
      settled(() =>
        element('img', { src: 'data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw==' }),
      ),
    'a frame from elsewhere': () => settled(() => void element('iframe', { src: `${origin}/frame` })),
    'an object from elsewhere': () => settled(() => element('object', { data: `${origin}/object` })),
    'a film from elsewhere': () =>
      settled(() => void element('video', { src: `${origin}/film`, autoplay: '' })),
    'a font from elsewhere': () =>
      settled(() => new FontFace('escaped', `url(${origin}/font.woff2)`).load().then(() => 'a font')),
    'a form elsewhere': () =>
      settled(() => {
        const form = document.createElement('form');
        form.action = `${origin}/form`;
        form.method = 'post';
        document.body.append(form);
        form.submit();
        form.remove();
      }),
    'a base elsewhere': () =>
      settled(() => {
        const base = document.createElement('base');
        base.href = `${origin}/`;
        document.head.append(base);
        const led = document.baseURI;
        base.remove();
        if (led.startsWith(origin)) return 'another base';
        throw new Error('refused');
      }),
    'a page fetched beforehand': () =>
      settled(() => void element('link', { rel: 'prefetch', href: `${origin}/next` })),
  };
  const tried: Tried[] = [];
  // One by one, because they tell by the same sign.
  for (const [name, way] of Object.entries(ways)) tried.push({ name, got: await way() });
  // On a busy computer the policy's word may come after the load has failed.
  await Promise.race([allViolated, new Promise((resolve) => setTimeout(resolve, 10_000))]);
  const silent = directives.filter((directive) => !violated.has(directive));
  return [
    ...tried,
    ...silent.map((directive) => ({ name: `the policy on ${directive}`, got: 'it said nothing' })),
  ];
}
