import type { AuthorizationReason, HostPairing } from '../screen.ts';

/** What is said of one thing that went wrong, and what to do about it. */
interface Said {
  readonly what: string;
  readonly nextStep: string;
}

/** The words for authorizing this computer again, and for pairing the computers that it controls. */
export interface AuthorizationWords {
  /** Beside the button: why it is there, and what pressing it means. */
  readonly needed: Said;
  readonly steps: Readonly<Record<'explaining' | 'preparing' | 'browser' | 'finishing', Said>>;
  readonly failures: Readonly<Record<AuthorizationReason, Said>>;
  readonly cancel: string;
  readonly close: string;
  readonly hosts: {
    readonly title: string;
    readonly introduction: string;
    readonly none: string;
    readonly unknown: string;
    readonly paired: string;
    readonly online: string;
    readonly offline: string;
    readonly code: string;
    readonly pair: string;
    readonly pairing: string;
    readonly done: string;
    readonly results: Readonly<Record<HostPairing, string>>;
  };
  /** The page that the browser shows at the end. */
  readonly browserPages: { readonly confirmed: string; readonly declined: string };
}

const PAIR_AGAIN =
  'Afterwards, every computer you control from here has to be paired again, with someone at it.';

/** English. */
export const authorizationEnglish: AuthorizationWords = {
  needed: {
    what: 'This computer can’t control others until it’s authorized again.',
    nextStep: 'Afterwards, each one has to be paired again, with someone at it.',
  },
  steps: {
    explaining: {
      what: 'You confirm in your browser that it’s you, with your password and a second factor.',
      nextStep: PAIR_AGAIN,
    },
    preparing: { what: 'Getting ready…', nextStep: 'This takes a few seconds.' },
    browser: {
      what: 'Confirm in your browser that it’s you.',
      nextStep: 'The page is open there, and waits for ten minutes.',
    },
    finishing: { what: 'Finishing…', nextStep: 'This takes a few seconds.' },
  },
  failures: {
    cancelled: {
      what: 'This computer wasn’t authorized: it was cancelled.',
      nextStep: 'You can start again whenever you like.',
    },
    'timed-out': {
      what: 'This computer wasn’t authorized: it wasn’t confirmed in your browser in time.',
      nextStep: 'Start again, and confirm within ten minutes.',
    },
    'signed-out': {
      what: 'This computer wasn’t authorized: you’re not signed in to Codex.',
      nextStep: 'Sign in to Codex, then start again.',
    },
    'wrong-account': {
      what: 'This computer wasn’t authorized: someone else is signed in to your browser.',
      nextStep: 'Sign in there with the account that Codex uses, then start again.',
    },
    'second-factor-missing': {
      what: 'This computer wasn’t authorized: your account has no second factor.',
      nextStep: 'Turn on multi-factor authentication in the settings of your account, then start again.',
    },
    'reauthentication-refused': {
      what: 'This computer wasn’t authorized: the service didn’t accept how you signed in.',
      nextStep:
        'Sign in there with a password and a second factor, not through another service, then start again.',
    },
    'port-busy': {
      what: 'This computer wasn’t authorized: another program uses ports 1455 and 1457.',
      nextStep: 'Finish or close any other sign-in to Codex, then start again.',
    },
    'no-browser': {
      what: 'This computer wasn’t authorized: no browser could be opened.',
      nextStep: 'Choose a default browser in the settings of your computer, then start again.',
    },
    'key-store-unavailable': {
      what: 'This computer can’t be authorized: it has no safe place for the key.',
      nextStep: 'On Linux, set up a keyring such as GNOME Keyring or KWallet, then start again.',
    },
    'key-store-denied': {
      what: 'This computer wasn’t authorized: the system doesn’t let the app use its keychain.',
      nextStep: 'Allow it when the system asks, then start again.',
    },
    'key-store-locked': {
      what: 'This computer wasn’t authorized: the keychain is locked.',
      nextStep: 'Unlock it, then start again.',
    },
    'key-missing': {
      what: 'This computer wasn’t authorized: the new key isn’t in the keychain anymore.',
      nextStep: 'Start again.',
    },
    offline: {
      what: 'This computer wasn’t authorized: the service couldn’t be reached.',
      nextStep: 'Check your internet connection, then start again.',
    },
    'service-unavailable': {
      what: 'This computer wasn’t authorized: the service doesn’t answer as it should.',
      nextStep: 'Wait a few minutes, then start again.',
    },
    refused: {
      what: 'This computer wasn’t authorized: the service refused it.',
      nextStep: 'Start again later. If it happens again, copy the diagnostics and report it.',
    },
    'not-needed': {
      what: 'There’s nothing to authorize again on this computer.',
      nextStep: 'To control other computers for the first time, start in the settings of Codex Desktop.',
    },
    unconfirmed: {
      what: 'It isn’t known yet whether this computer was authorized: the answer got lost.',
      nextStep: 'We’ll find out at the next check, or when you start again.',
    },
    'write-failed': {
      what: 'This computer wasn’t authorized: its state couldn’t be saved.',
      nextStep: 'Check that the disk isn’t full and that the Codex folder can be written, then start again.',
    },
    'app-running': {
      what: 'This computer wasn’t authorized: another copy of the app uses the same settings.',
      nextStep: 'Quit the other copy completely, then start again.',
    },
  },
  cancel: 'Cancel',
  close: 'Close',
  hosts: {
    title: 'This computer is authorized',
    introduction:
      'Pair each computer again: open Codex on it, show its pairing code, and type the code here.',
    none: 'No other computer of your account was found.',
    unknown: 'Your computers can’t be listed right now, but you can type a code.',
    paired: 'Paired',
    online: 'Online',
    offline: 'Offline',
    code: 'Code from the other computer',
    pair: 'Pair',
    pairing: 'Pairing…',
    done: 'Done',
    results: {
      paired: 'The computer is paired.',
      'bad-code': 'That code doesn’t work. Check it, or have the computer show a new one.',
      'not-authorized':
        'The service doesn’t know this computer anymore. Restart the app, and authorize this computer again.',
      refused: 'The service said no. Check that you’re signed in to Codex, and try it again.',
      unlisted: 'The code was accepted, but the computer isn’t in the list yet. Look again in a minute.',
      offline: 'The service couldn’t be reached. Check your internet connection and try it again.',
    },
  },
  browserPages: {
    confirmed: 'That’s done here. You can close this tab and go back to Mobile Setup.',
    declined: 'Nothing was changed. You can close this tab and go back to Mobile Setup.',
  },
};

const NEU_KOPPELN = 'Danach muss jeder Computer, den Sie von hier aus steuern, vor Ort neu gekoppelt werden.';

/** German. */
export const authorizationGerman: AuthorizationWords = {
  needed: {
    what: 'Bis er neu berechtigt ist, kann dieser Computer keine anderen steuern.',
    nextStep: 'Danach muss jeder davon vor Ort neu gekoppelt werden.',
  },
  steps: {
    explaining: {
      what: 'Sie bestätigen im Browser mit Passwort und zweitem Faktor, dass Sie es sind.',
      nextStep: NEU_KOPPELN,
    },
    preparing: { what: 'Wird vorbereitet\u00a0…', nextStep: 'Das dauert einige Sekunden.' },
    browser: {
      what: 'Bestätigen Sie im Browser, dass Sie es sind.',
      nextStep: 'Die Seite ist dort geöffnet und wartet zehn Minuten.',
    },
    finishing: { what: 'Wird abgeschlossen\u00a0…', nextStep: 'Das dauert einige Sekunden.' },
  },
  failures: {
    cancelled: {
      what: 'Dieser Computer wurde nicht berechtigt: Der Vorgang wurde abgebrochen.',
      nextStep: 'Sie können jederzeit neu beginnen.',
    },
    'timed-out': {
      what: 'Dieser Computer wurde nicht berechtigt: Die Bestätigung im Browser kam nicht rechtzeitig.',
      nextStep: 'Beginnen Sie neu, und bestätigen Sie innerhalb von zehn Minuten.',
    },
    'signed-out': {
      what: 'Dieser Computer wurde nicht berechtigt: Sie sind nicht bei Codex angemeldet.',
      nextStep: 'Melden Sie sich bei Codex an, und beginnen Sie neu.',
    },
    'wrong-account': {
      what: 'Dieser Computer wurde nicht berechtigt: Im Browser ist jemand anderes angemeldet.',
      nextStep: 'Melden Sie sich dort mit dem Account an, den Codex verwendet, und beginnen Sie neu.',
    },
    'second-factor-missing': {
      what: 'Dieser Computer wurde nicht berechtigt: Ihr Account hat keinen zweiten Faktor.',
      nextStep: 'Aktivieren Sie die Mehrfaktor-Authentifizierung in Ihrem Account, und beginnen Sie neu.',
    },
    'reauthentication-refused': {
      what: 'Dieser Computer wurde nicht berechtigt: Der Dienst hat Ihre Art der Anmeldung nicht akzeptiert.',
      nextStep:
        'Melden Sie sich dort mit Passwort und zweitem Faktor an, nicht über einen anderen Dienst, und beginnen Sie neu.',
    },
    'port-busy': {
      what: 'Dieser Computer wurde nicht berechtigt: Ein anderes Programm belegt die Ports 1455 und 1457.',
      nextStep: 'Beenden Sie jede andere Anmeldung bei Codex, und beginnen Sie neu.',
    },
    'no-browser': {
      what: 'Dieser Computer wurde nicht berechtigt: Es konnte kein Browser geöffnet werden.',
      nextStep: 'Wählen Sie in den Einstellungen des Computers einen Standardbrowser, und beginnen Sie neu.',
    },
    'key-store-unavailable': {
      what: 'Dieser Computer kann nicht berechtigt werden: Er hat keinen sicheren Ort für den Schlüssel.',
      nextStep:
        'Richten Sie unter Linux einen Schlüsselbund wie GNOME Keyring oder KWallet ein, und beginnen Sie neu.',
    },
    'key-store-denied': {
      what: 'Dieser Computer wurde nicht berechtigt: Das System lässt die App nicht an den Schlüsselbund.',
      nextStep: 'Erlauben Sie es, wenn das System fragt, und beginnen Sie neu.',
    },
    'key-store-locked': {
      what: 'Dieser Computer wurde nicht berechtigt: Der Schlüsselbund ist gesperrt.',
      nextStep: 'Entsperren Sie ihn, und beginnen Sie neu.',
    },
    'key-missing': {
      what: 'Dieser Computer wurde nicht berechtigt: Der neue Schlüssel ist nicht mehr im Schlüsselbund.',
      nextStep: 'Beginnen Sie neu.',
    },
    offline: {
      what: 'Dieser Computer wurde nicht berechtigt: Der Dienst war nicht erreichbar.',
      nextStep: 'Prüfen Sie Ihre Internetverbindung, und beginnen Sie neu.',
    },
    'service-unavailable': {
      what: 'Dieser Computer wurde nicht berechtigt: Der Dienst antwortet nicht wie erwartet.',
      nextStep: 'Warten Sie einige Minuten, und beginnen Sie neu.',
    },
    refused: {
      what: 'Dieser Computer wurde nicht berechtigt: Der Dienst hat es abgelehnt.',
      nextStep: 'Beginnen Sie später neu. Hilft das nicht, kopieren Sie die Diagnose und melden Sie es.',
    },
    'not-needed': {
      what: 'Auf diesem Computer gibt es nichts neu zu berechtigen.',
      nextStep:
        'Um erstmals andere Computer zu steuern, beginnen Sie in den Einstellungen von Codex Desktop.',
    },
    unconfirmed: {
      what: 'Noch ist nicht bekannt, ob dieser Computer berechtigt wurde: Die Antwort ging verloren.',
      nextStep: 'Das klärt sich bei der nächsten Prüfung, oder wenn Sie neu beginnen.',
    },
    'write-failed': {
      what: 'Dieser Computer wurde nicht berechtigt: Sein Zustand konnte nicht gesichert werden.',
      nextStep:
        'Prüfen Sie, ob noch Speicherplatz frei und der Codex-Ordner beschreibbar ist, und beginnen Sie neu.',
    },
    'app-running': {
      what: 'Dieser Computer wurde nicht berechtigt: Eine andere Kopie der App nutzt dieselben Einstellungen.',
      nextStep: 'Beenden Sie die andere Kopie vollständig, und beginnen Sie neu.',
    },
  },
  cancel: 'Abbrechen',
  close: 'Schließen',
  hosts: {
    title: 'Dieser Computer ist berechtigt',
    introduction:
      'Koppeln Sie jeden Computer neu: Öffnen Sie dort Codex, lassen Sie den Kopplungscode anzeigen, und geben Sie ihn hier ein.',
    none: 'In Ihrem Account wurde kein anderer Computer gefunden.',
    unknown: 'Ihre Computer lassen sich gerade nicht auflisten. Einen Code können Sie trotzdem eingeben.',
    paired: 'Gekoppelt',
    online: 'Online',
    offline: 'Offline',
    code: 'Code des anderen Computers',
    pair: 'Koppeln',
    pairing: 'Wird gekoppelt\u00a0…',
    done: 'Fertig',
    results: {
      paired: 'Der Computer ist gekoppelt.',
      'bad-code': 'Der Code funktioniert nicht. Prüfen Sie ihn, oder lassen Sie einen neuen anzeigen.',
      'not-authorized':
        'Der Dienst kennt diesen Computer nicht mehr. Starten Sie die App neu, und berechtigen Sie diesen Computer noch einmal.',
      refused:
        'Der Dienst hat es abgelehnt. Prüfen Sie, ob Sie bei Codex angemeldet sind, und versuchen Sie es noch einmal.',
      unlisted:
        'Der Code wurde angenommen, der Computer steht aber noch nicht in der Liste. Sehen Sie in einer Minute nach.',
      offline:
        'Der Dienst war nicht erreichbar. Prüfen Sie Ihre Internetverbindung, und versuchen Sie es noch einmal.',
    },
  },
  browserPages: {
    confirmed: 'Hier ist alles erledigt. Sie können diesen Tab schließen und zu Mobile Setup zurückkehren.',
    declined: 'Es wurde nichts geändert. Sie können diesen Tab schließen und zu Mobile Setup zurückkehren.',
  },
};
