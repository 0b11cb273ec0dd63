/* oxlint-disable unicorn/consistent-function-scoping -- what runs in the page may use nothing from outside of itself */
import type { Tried } from './tried.ts';

/** Tries to leave the page, or to open another one. Whether it went is for the main process to see. */
export async function tryToLeave(origin: string): Promise<Tried[]> {
  const click = (attributes: Record<string, string>) => {
    const link = document.createElement('a');
    for (const [name, value] of Object.entries(attributes)) link.setAttribute(name, value);
    document.body.append(link);
    link.click();
    link.remove();
  };
  const ways: Record<string, () => unknown> = {
    'location elsewhere': () => location.assign(`${origin}/away`),
    'location to another file of ours': () => location.assign('app://setup/other.html'),
    'location to a file': () => location.assign('file:///etc/passwd'),
    'location to data': () => location.assign('data:text/html,away'),
    'replace elsewhere': () => location.replace(`${origin}/away`),
    'a link elsewhere': () => click({ href: `${origin}/away` }),
    'a link into a new window': () => click({ href: `${origin}/away`, target: '_blank' }),
    'a download': () => click({ href: `${origin}/away`, download: 'x' }),
    'a new window elsewhere': () => window.open(`${origin}/away`),
    'a new window of nothing': () => window.open('about:blank'),
    'a new window of ours': () => window.open('index.html', 'named', 'width=100'),
    'a refresh elsewhere': () => {
      const meta = document.createElement('meta');
      meta.httpEquiv = 'refresh';
      meta.content = `0; url=${origin}/away`;
      document.head.append(meta);
    },
    'another origin in the history': () => history.pushState(null, '', `${origin}/away`),
  };
  const tried: Tried[] = [];
  for (const [name, way] of Object.entries(ways)) {
    let got: string | null = null;
    try {
      const opened = way();
      if (opened !== undefined && opened !== null) got = 'a window';
    } catch {
      // Refused at once.
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
    tried.push({ name, got });
  }
  return tried;
}
