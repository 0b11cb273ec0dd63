import type { Notification, NotificationConstructorOptions } from 'electron';
import type { Screen } from '../../shared/screen.ts';

/** Says, of one screen after another, when a heal happened by itself that was not announced yet. */
export function createUnannouncedHealDetector(): (screen: Screen) => boolean {
  let announced: Screen['outcome'] = null;
  return ({ outcome }) => {
    const isNew = outcome !== announced && outcome?.kind === 'repaired' && !outcome.requested;
    announced = outcome;
    return isNew;
  };
}

/** What a notice works with. */
export interface NoticePorts {
  readonly isSupported: () => boolean;
  readonly create: (options: NotificationConstructorOptions) => Notification;
  /** A person has clicked the notification. */
  readonly onClick: () => void;
  /** Draws attention in another way, where the system shows no notification. */
  readonly fallback: () => void;
}

/**
 * Shows notifications. Each is held until it is clicked, closed or replaced: Electron holds it weakly, and the click on one
 * that was collected is lost (electron#16922). Without notifications (no libnotify, an unsigned app on macOS, forbidden by
 * the person) it falls back.
 */
export function createNotice({ isSupported, create, onClick, fallback }: NoticePorts) {
  let held: Notification | null = null;
  return ({ title, body }: { readonly title: string; readonly body: string }): void => {
    if (!isSupported()) return fallback();
    const notification = create({ title, body });
    held = notification;
    const release = (): void => {
      if (held === notification) held = null;
    };
    notification.on('click', () => {
      release();
      onClick();
    });
    notification.on('close', release);
    notification.on('failed', () => {
      release();
      fallback();
    });
    notification.show();
  };
}
