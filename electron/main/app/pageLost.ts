import { app, dialog, type BrowserWindow } from 'electron';
import type { Strings } from '../../shared/words/strings.ts';

/** Asks the person what shall become of a window that cannot be drawn: one more try, or the end of the app. */
export async function askAboutLostPage(
  window: BrowserWindow,
  { pageLost }: Pick<Strings, 'pageLost'>,
  retry: () => void,
): Promise<void> {
  const { message, detail, retry: again, quit } = pageLost;
  const { response } = await dialog.showMessageBox(window, {
    type: 'error',
    message,
    detail,
    buttons: [again, quit],
    defaultId: 0,
    cancelId: 1,
    noLink: true,
  });
  if (response === 0) retry();
  else app.quit();
}
