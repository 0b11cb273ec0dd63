/**
 * Chromium drops a navigation to a scheme it does not know, so one to a scheme of the app's is stopped before it begins
 * and reported, for main to begin it at the address that Chromium knows.
 * Its text is run in the page's preload world; it uses nothing outside of its own body.
 */
export function catchAppAddresses(schemes: readonly string[], report: (url: string) => void): void {
  const { navigation } = window as unknown as { navigation: EventTarget };
  navigation.addEventListener('navigate', (event) => {
    const { url } = (event as unknown as { destination: { url: string } }).destination;
    if (!schemes.some((scheme) => url.startsWith(`${scheme}:`))) return;
    event.preventDefault();
    report(url);
  });
}
