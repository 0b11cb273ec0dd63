/**
 * Keeps links that would open a window from doing so, and reports them instead. Runs in the preload world, on `window`
 * and after the page's own handlers, so a link that the page handled itself is left alone. What slips through, such as
 * a form with a target, is closed by the main process before it loads anything.
 * Its text is run in the page; it uses nothing outside of its own body.
 */
export function guardLinks(
  open: (url: string, name: string, features: string, disposition: string) => void,
): void {
  const guard = (event: MouseEvent): void => {
    if (event.defaultPrevented || event.button > 1) return;
    const link = event
      .composedPath()
      .find((each) => each instanceof HTMLAnchorElement || each instanceof HTMLAreaElement);
    if (!link || link.href === '') return;
    const background = event.button === 1 || event.ctrlKey || event.metaKey;
    if (!background && !event.shiftKey && link.target !== '_blank') return;
    event.preventDefault();
    const disposition = background ? 'background-tab' : event.shiftKey ? 'new-window' : 'foreground-tab';
    open(link.href, link.target === '_blank' ? '' : link.target, '', disposition);
  };
  window.addEventListener('click', guard);
  window.addEventListener('auxclick', guard);
}
