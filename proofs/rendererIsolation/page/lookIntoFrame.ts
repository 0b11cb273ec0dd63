import type { Tried } from './tried.ts';

/** Opens a frame inside the page and looks whether it was given what the page has. */
export async function lookIntoFrame(): Promise<Tried[]> {
  const frame = document.createElement('iframe');
  document.body.append(frame);
  await new Promise((resolve) => setTimeout(resolve, 300));
  const inside = frame.contentWindow as unknown as Record<string, unknown>;
  const got = ['mobileSetup', 'require', 'process', 'ipcRenderer'].filter(
    (name) => inside[name] !== undefined,
  );
  frame.remove();
  return [{ name: 'a frame inside the page', got: got.length === 0 ? null : got.join(', ') }];
}
