/**
 * Reports the title of the page's top document, now and whenever it changes; DevTools has no event for it.
 * Its text is run in the page's preload world; it uses nothing outside of its own body.
 */
export function reportTitle(report: (title: string) => void): void {
  if (window !== window.top) return;
  let last = '';
  const look = (): void => {
    if (document.title === last) return;
    last = document.title;
    report(last);
  };
  document.addEventListener('DOMContentLoaded', () => {
    look();
    const change = { childList: true, subtree: true, characterData: true };
    if (document.head) new MutationObserver(look).observe(document.head, change);
  });
}
