import { useEffect, useRef, useState } from 'react';
import type { Input, MobileSetupBridge } from '../electron/shared/ipc.ts';
import type { Screen } from '../electron/shared/screen.ts';
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
import { useFocusOnHeadline } from './useFocusOnHeadline.ts';
import { useOnline } from './useOnline.ts';
import { useScreen } from './useScreen.ts';

/** The whole page: a headline, a picture, what to do, and the buttons for it. Draws what main says and decides nothing. */
export function App({ bridge }: { readonly bridge: MobileSetupBridge }) {
  const { screen, failure, readAgain } = useScreen(bridge);
  const { notice, setNotice, call } = useCalls(screen);
  const [question, setQuestion] = useState<RepairQuestion | null>(null);
  const [phoneToRemove, setPhoneToRemove] = useState<ShownPhone | null>(null);
  const headline = useRef<HTMLHeadingElement>(null);
  useAtoms(bridge, screen);
  useOnline(bridge);
  useFocusOnHeadline(headline);

  useEffect(() => bridge.onRepairAsked(() => setQuestion('first')), [bridge]);

  const topic = topicOf(screen);
  const [seen, setSeen] = useState(topic);
  if (seen !== topic) {
    setSeen(topic);
    setNotice(null);
    // A repair that was started elsewhere has made the question pointless, also when it is over.
    if (screen.view.kind === 'repairing') setQuestion(null);
    if (screen.view.kind !== 'connected') setPhoneToRemove(null);
  }

  const repair = async (choice: Input<'repair:run'>): Promise<void> => {
    // A plan can be confirmed once: another try begins with the question.
    const answered = await call(() => bridge.runRepair(choice), press.repair);
    if (answered?.value === 'plan-changed') setQuestion('changed');
  };

  const copyDiagnostics = async (): Promise<void> => {
    if ((await call(() => bridge.copyDiagnostics())) !== null) setNotice({ kind: 'copied' });
  };
  const copyCode = async (): Promise<boolean> => (await call(() => bridge.copyCode())) !== null;

  const press: Readonly<Record<ButtonName, () => void>> = {
    repair: () => setQuestion('first'),
    tryAgain: () => void call(() => bridge.runCheck()),
    finishLater: () => void call(() => bridge.finishRepairLater()),
    undo: () => void call(() => bridge.undoRepair()),
    anotherPhone: () => void call(() => bridge.beginPairing()),
    removePhone: () => setPhoneToRemove(screen.view.kind === 'connected' ? screen.view.phone : null),
    back: () => void call(() => bridge.stopPairing()),
    restart: () => void call(() => bridge.restartApp()),
    done: () => void call(() => bridge.closeWindow()),
    copy: () => void copyDiagnostics(),
    copyCode: () => void copyCode(),
    authorize: () => void call(() => bridge.beginAuthorization()),
  };
  const { authorization } = screen;
  const cancelAuthorization = () => void call(() => bridge.cancelAuthorization());
  const shownNotice = notice ?? (failure && { kind: 'failed', failure, retry: readAgain });

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
          {shownNotice && <NoticeNote screen={screen} notice={shownNotice} />}
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
            void call(() => bridge.removePhone(phoneToRemove));
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

/** What a screen is about: while that is the same, what the last press came to stays to be read. */
function topicOf({ view, outcome }: Screen): string {
  return JSON.stringify([view.kind, view.kind === 'problem' && view.reason, outcome]);
}
