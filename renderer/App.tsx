import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { Input, MobileSetupBridge } from '../electron/shared/ipc.ts';
import type { Screen, View } from '../electron/shared/screen.ts';
import type { ButtonName } from '../electron/shared/words/strings.ts';
import { Actions } from './Actions.tsx';
import { AuthorizationDialog } from './AuthorizationDialog.tsx';
import { AuthorizationNote } from './AuthorizationNote.tsx';
import { NoticeNote, OutcomeNote } from './Notes.tsx';
import { Picture } from './Picture.tsx';
import { RemovePhoneDialog, type ShownPhone } from './RemovePhoneDialog.tsx';
import { RepairDialog, type RepairQuestion } from './RepairDialog.tsx';
import { Status } from './Status.tsx';
import { useAtoms } from './useAtoms.ts';
import { useCalls } from './useCalls.ts';
import { useOnline } from './useOnline.ts';
import { useScreen } from './useScreen.ts';

/** Views that another one follows by itself. */
const PASSING: ReadonlySet<View['kind']> = new Set(['checking', 'preparing', 'repairing']);

/** The whole page: a headline, a picture, what to do, and the buttons for it. Draws what main says and decides nothing. */
export function App({ bridge }: { readonly bridge: MobileSetupBridge }) {
  const { screen, failure } = useScreen(bridge);
  const { notice, setNotice, call } = useCalls(screen);
  const [question, setQuestion] = useState<RepairQuestion | null>(null);
  const [phoneToRemove, setPhoneToRemove] = useState<ShownPhone | null>(null);
  const headline = useRef<HTMLHeadingElement>(null);
  /** The screen on which a person pressed a button, until that has come to its end. */
  const actedOn = useRef<Screen | null>(null);
  const shown = useRef(screen);
  const running = useRef(0);
  useAtoms(bridge, screen);
  useOnline(bridge);

  useEffect(() => bridge.onRepairAsked(() => setQuestion('first')), [bridge]);

  const [seen, setSeen] = useState(screen);
  if (seen !== screen) {
    setSeen(screen);
    setNotice(null);
    // A repair that was started elsewhere has made the question pointless, also when it is over.
    if (screen.view.kind === 'repairing') setQuestion(null);
    if (screen.view.kind !== 'connected') setPhoneToRemove(null);
  }

  // Where the pressed button has gone, the focus goes on to the headline. Only after a person's own action: a code that is
  // renewed must not pull the focus away.
  useLayoutEffect(() => {
    shown.current = screen;
    if (actedOn.current === null || actedOn.current === screen) return;
    if (document.activeElement === null || document.activeElement === document.body)
      headline.current?.focus();
    if (running.current === 0 && !PASSING.has(screen.view.kind)) actedOn.current = null;
  });

  const runAction: typeof call = async (action) => {
    actedOn.current = screen;
    running.current += 1;
    const answered = await call(action);
    running.current -= 1;
    if (shown.current !== screen && !PASSING.has(shown.current.view.kind)) actedOn.current = null;
    return answered;
  };

  const repair = async (choice: Input<'repair:run'>): Promise<void> => {
    const answered = await runAction(() => bridge.runRepair(choice));
    if (answered?.value === 'plan-changed') setQuestion('changed');
  };

  const copyDiagnostics = async (): Promise<void> => {
    if ((await call(() => bridge.copyDiagnostics())) !== null) setNotice({ kind: 'copied' });
  };
  const copyCode = async (): Promise<boolean> => (await call(() => bridge.copyCode())) !== null;

  const press: Readonly<Record<ButtonName, () => void>> = {
    repair: () => setQuestion('first'),
    tryAgain: () => void runAction(() => bridge.runCheck()),
    finishLater: () => void runAction(() => bridge.finishRepairLater()),
    undo: () => void runAction(() => bridge.undoRepair()),
    anotherPhone: () => void runAction(() => bridge.beginPairing()),
    removePhone: () => setPhoneToRemove(screen.view.kind === 'connected' ? screen.view.phone : null),
    back: () => void runAction(() => bridge.stopPairing()),
    restart: () => void runAction(() => bridge.restartApp()),
    done: () => void call(() => bridge.closeWindow()),
    copy: () => void copyDiagnostics(),
    copyCode: () => void copyCode(),
    authorize: () => void call(() => bridge.beginAuthorization()),
  };
  const { authorization } = screen;
  const cancelAuthorization = () => void call(() => bridge.cancelAuthorization());
  const shownNotice = notice ?? (failure && { kind: 'failed', failure });

  return (
    <>
      <main data-view={screen.view.kind}>
        <Status
          screen={screen}
          headline={headline}
          picture={<Picture view={screen.view} onCopyCode={copyCode} />}
        >
          <OutcomeNote screen={screen} onUndo={press.undo} />
          <AuthorizationNote
            authorization={authorization}
            onAuthorize={press.authorize}
            onClose={cancelAuthorization}
          />
          {shownNotice && <NoticeNote notice={shownNotice} />}
        </Status>
      </main>
      <Actions screen={screen} onPress={(name) => press[name]()} />
      {(authorization?.kind === 'running' || authorization?.kind === 'hosts') && (
        <AuthorizationDialog
          key={authorization.kind}
          bridge={bridge}
          authorization={authorization}
          onAuthorize={press.authorize}
          onClose={cancelAuthorization}
        />
      )}
      {phoneToRemove && (
        <RemovePhoneDialog
          phone={phoneToRemove}
          onCancel={() => setPhoneToRemove(null)}
          onConfirm={() => {
            setPhoneToRemove(null);
            void runAction(() => bridge.removePhone(phoneToRemove));
          }}
        />
      )}
      {question && (
        <RepairDialog
          bridge={bridge}
          question={question}
          onCancel={() => setQuestion(null)}
          onConfirm={(choice) => {
            setQuestion(null);
            void repair(choice);
          }}
        />
      )}
    </>
  );
}
