import { authorizationGerman } from './authorization.ts';
import type { Strings } from './strings.ts';

/** German, as Apple and Microsoft write it: „Telefon koppeln“, and not word for word. */
export const german: Strings = {
  language: 'de',
  direction: 'ltr',
  title: 'Telefon koppeln',
  views: {
    checking: {
      headline: 'Kopplung wird geprüft\u00a0…',
      sentence: 'Die Kopplung auf diesem Computer wird mit Ihrem Account verglichen.',
      nextStep: 'Das dauert einige Sekunden.',
    },
    preparing: {
      headline: 'Code wird angefordert\u00a0…',
      sentence: 'Dieser Computer wird für Ihr Telefon vorbereitet.',
      nextStep: 'Das dauert einige Sekunden.',
    },
    connected: {
      headline: 'Telefon verbunden',
      sentence: 'Ihr Telefon kann diesen Computer jetzt erreichen.',
      nextStep: 'Sie können dieses Fenster schließen und am Telefon weitermachen.',
    },
    restored: {
      headline: 'Reparatur rückgängig gemacht',
      sentence: 'Was die Reparatur entfernt hat, ist wieder auf diesem Computer.',
      nextStep: 'Wählen Sie „App neu starten“, um die Kopplung wieder prüfen zu lassen.',
    },
    repairing: {
      headline: 'Kopplung wird repariert\u00a0…',
      sentence: 'Chats, Projekte und Anmeldung bleiben unverändert.',
      nextStep: 'Lassen Sie dieses Fenster geöffnet, bis der neue Code erscheint.',
    },
  },
  pairing: {
    headline: 'Code mit dem Telefon scannen',
    sentence: 'Das Telefon muss mit demselben ChatGPT-Account angemeldet sein.',
    steps: ['ChatGPT öffnen', 'Codex antippen', 'Code scannen'],
  },
  problems: {
    offline: {
      headline: 'Keine Verbindung',
      sentence: 'Ihr Account ist nicht erreichbar. Es wurde nichts geändert.',
      nextStep: 'Prüfen Sie die Internetverbindung und wählen Sie „Erneut versuchen“.',
    },
    certificate: {
      headline: 'Verbindung nicht vertrauens\u00adwürdig',
      sentence: 'Ein Proxy oder VPN verwendet ein Zertifikat, das dieser Computer nicht kennt.',
      nextStep:
        'Schalten Sie ihn aus oder lassen Sie sich sein Zertifikat geben und wählen Sie „Erneut versuchen“.',
    },
    timeout: {
      headline: 'Das dauert zu lange',
      sentence: 'Ihr Account hat nicht rechtzeitig geantwortet. Es wurde nichts geändert.',
      nextStep: 'Prüfen Sie die Internetverbindung und wählen Sie „Erneut versuchen“.',
    },
    throttled: {
      headline: 'Bitte einen Moment warten',
      sentence: 'Der Dienst hat zu viele Anfragen erhalten und bittet um eine Pause.',
      nextStep: 'Warten Sie einige Minuten und wählen Sie „Erneut versuchen“.',
    },
    'server-error': {
      headline: 'Der Dienst ist gestört',
      sentence: 'Es liegt nicht an Ihrem Computer. Es wurde nichts geändert.',
      nextStep: 'Warten Sie einige Minuten und wählen Sie „Erneut versuchen“.',
    },
    'not-json': {
      headline: 'Etwas blockiert die Verbindung',
      sentence: 'Statt des Dienstes hat eine Webseite geantwortet, etwa ein Proxy oder eine WLAN-Anmeldung.',
      nextStep:
        'Melden Sie sich im Netzwerk an oder schalten Sie das VPN aus und wählen Sie „Erneut versuchen“.',
    },
    'bad-shape': {
      headline: 'Diese App ist veraltet',
      sentence: 'Der Dienst hat auf eine Weise geantwortet, die diese Version nicht versteht.',
      nextStep: 'Aktualisieren Sie die App und wählen Sie „Erneut versuchen“.',
    },
    'incomplete-list': {
      headline: 'Nur ein Teil der Liste kam an',
      sentence: 'Die Liste Ihrer Geräte war unvollständig. Es wurde nichts entfernt.',
      nextStep: 'Warten Sie einen Moment und wählen Sie „Erneut versuchen“.',
    },
    'inconsistent-lists': {
      headline: 'Der Dienst widerspricht sich',
      sentence: 'Er hat zwei verschiedene Listen Ihrer Geräte gesendet. Es wurde nichts entfernt.',
      nextStep: 'Warten Sie einige Minuten und wählen Sie „Erneut versuchen“.',
    },
    'feature-unavailable': {
      headline: 'Für diesen Account nicht verfügbar',
      sentence: 'Ihr Account oder Arbeitsbereich bietet keine Verbindungen vom Telefon an.',
      nextStep:
        'Fragen Sie die Administration Ihres Arbeitsbereichs oder melden Sie sich mit einem anderen Account an und wählen Sie „Erneut versuchen“.',
    },
    redirected: {
      headline: 'Ihr Netzwerk verlangt eine Anmeldung',
      sentence: 'Es hat die Anfrage umgeleitet. Zum Schutz Ihres Accounts wurde sie nicht weitergesendet.',
      nextStep: 'Melden Sie sich im Netzwerk an und wählen Sie „Erneut versuchen“.',
    },
    'signed-out': {
      headline: 'Bitte melden Sie sich erneut an',
      sentence: 'Sie sind abgemeldet, oder Ihre Anmeldung ist abgelaufen.',
      nextStep: 'Melden Sie sich auf diesem Computer bei Codex an und wählen Sie „Erneut versuchen“.',
    },
    forbidden: {
      headline: 'Für diesen Account nicht erlaubt',
      sentence: 'Der Dienst erlaubt diesem Account nicht, ein Telefon zu verbinden.',
      nextStep:
        'Bitten Sie die Administration Ihres Arbeitsbereichs um Zugriff und wählen Sie „Erneut versuchen“.',
    },
    'mfa-required': {
      headline: 'Ein Anmeldeschritt fehlt noch',
      sentence: 'Ihr Account verlangt Mehrfaktor-Authentifizierung, bevor sich ein Telefon verbinden kann.',
      nextStep:
        'Aktivieren Sie sie in den Sicherheits\u00adeinstellungen von ChatGPT, melden Sie sich neu an und wählen Sie „Erneut versuchen“.',
    },
    'already-online': {
      headline: 'Bereits an anderer Stelle verbunden',
      sentence: 'Eine andere App oder eine Kopie dieses Computers ist an seiner Stelle verbunden.',
      nextStep: 'Beenden Sie Codex überall sonst, warten Sie eine Minute und wählen Sie „Erneut versuchen“.',
    },
    'clone-suspected': {
      headline: 'Zwei Computer mit derselben Identität',
      sentence:
        'Dieser Computer wurde von einem anderen kopiert oder wiederhergestellt. Beide unterbrechen sich gegenseitig immer wieder.',
      nextStep: 'Wählen Sie „Kopplung reparieren“ und geben Sie diesem Computer eine neue Identität.',
    },
    'other-account': {
      headline: 'Mit einem anderen Account gekoppelt',
      sentence: 'Die Kopplung gehört zu einem anderen Account oder Arbeitsbereich und bleibt, wie sie ist.',
      nextStep:
        'Melden Sie sich in Codex mit dem Account an, der Ihr Telefon gekoppelt hat, und wählen Sie „Erneut versuchen“.',
    },
    'owners-unreadable': {
      headline: 'Datenbank nicht lesbar',
      sentence: 'Ohne sie ist unklar, zu welchem Account die Kopplung gehört. Sie wurde nicht geändert.',
      nextStep: 'Beenden Sie Codex überall sonst und wählen Sie „Erneut versuchen“.',
    },
    'state-unreadable': {
      headline: 'Einstellungs\u00addatei nicht lesbar',
      sentence: 'Die Datei .codex-global-state.json ist beschädigt oder gesperrt. Sie wurde nicht geändert.',
      nextStep: 'Ersetzen Sie die Datei durch eine intakte Kopie und wählen Sie „Erneut versuchen“.',
    },
    'state-changed': {
      headline: 'Einstellungen wurden gerade geändert',
      sentence: 'Ein anderes Programm hat dieselben Einstellungen geändert. Es wurde nichts entfernt.',
      nextStep: 'Wählen Sie „Erneut versuchen“.',
    },
    'app-running': {
      headline: 'Die App ist bereits geöffnet',
      sentence: 'Eine andere Kopie der App nutzt dieselben Einstellungen und könnte die Reparatur aufheben.',
      nextStep: 'Beenden Sie die andere Kopie vollständig und wählen Sie „Erneut versuchen“.',
    },
    'write-failed': {
      headline: 'Änderung nicht gesichert',
      sentence: 'Möglicherweise ist das Volume voll oder der Einstellungsordner schreibgeschützt.',
      nextStep:
        'Schaffen Sie Platz oder prüfen Sie die Zugriffsrechte des Ordners und wählen Sie „Erneut versuchen“.',
    },
    'identity-failed': {
      headline: 'Die Identität wurde nicht geändert',
      sentence: 'Dieser Computer behält die Identität, die er hat.',
      nextStep: 'Prüfen Sie die Zugriffsrechte der Datei installation_id und wählen Sie „Erneut versuchen“.',
    },
    'no-backup': {
      headline: 'Nichts rückgängig zu machen',
      sentence: 'Es wurde keine Sicherung einer früheren Reparatur gefunden.',
      nextStep: 'Verbindet sich Ihr Telefon nicht, wählen Sie „Kopplung reparieren“.',
    },
    'config-unreadable': {
      headline: 'Konfiguration nicht lesbar',
      sentence: 'Die Datei config.toml enthält einen Fehler. Der Dienst wurde nicht kontaktiert.',
      nextStep: 'Korrigieren Sie die Datei und wählen Sie „Erneut versuchen“.',
    },
    'bad-base-url': {
      headline: 'Adresse des Dienstes nicht sicher',
      sentence: 'Die Datei config.toml nennt eine Adresse, der Ihre Anmeldung nicht anvertraut wird.',
      nextStep: 'Korrigieren Sie chatgpt_base_url in der Datei und wählen Sie „Erneut versuchen“.',
    },
    'app-server-missing': {
      headline: 'Ein Teil von Codex fehlt',
      sentence: 'Das Programm, das diesen Computer mit Ihrem Telefon verbindet, wurde nicht gefunden.',
      nextStep: 'Installieren Sie Codex neu und wählen Sie „Erneut versuchen“.',
    },
    'app-server-failed': {
      headline: 'Codex ist nicht gestartet',
      sentence: 'Das Programm, das diesen Computer mit Ihrem Telefon verbindet, wurde unerwartet beendet.',
      nextStep: 'Wählen Sie „Erneut versuchen“. Hilft das nicht, starten Sie den Computer neu.',
    },
    'app-server-hangs': {
      headline: 'Codex reagiert nicht',
      sentence:
        'Das Programm, das diesen Computer mit Ihrem Telefon verbindet, ist gestartet, antwortet aber nicht.',
      nextStep: 'Wählen Sie „Erneut versuchen“. Hilft das nicht, starten Sie den Computer neu.',
    },
    'app-server-too-old': {
      headline: 'Codex ist zu alt',
      sentence: 'Das Codex-Programm auf diesem Computer kann noch kein Telefon verbinden.',
      nextStep: 'Aktualisieren Sie Codex und wählen Sie „Erneut versuchen“.',
    },
    'home-missing': {
      headline: 'Der Codex-Ordner fehlt',
      sentence: 'Es gibt keinen Ordner an der Stelle, die CODEX_HOME nennt.',
      nextStep: 'Legen Sie den Ordner an oder korrigieren Sie CODEX_HOME und wählen Sie „App neu starten“.',
    },
    'home-read-only': {
      headline: 'Der Codex-Ordner ist schreib\u00adgeschützt',
      sentence: 'Codex kann in seinem Ordner nichts sichern und daher kein Telefon verbinden.',
      nextStep: 'Geben Sie Ihrem Benutzer Schreibrechte für den Ordner und wählen Sie „Erneut versuchen“.',
    },
    'clock-wrong': {
      headline: 'Die Uhr dieses Computers geht falsch',
      sentence: 'Sie weicht um mehr als fünf Minuten ab, daher nimmt der Dienst die Verbindung nicht an.',
      nextStep: 'Lassen Sie Datum und Uhrzeit automatisch einstellen und wählen Sie „Erneut versuchen“.',
    },
    'save-failed': {
      headline: 'Die Kopplung lässt sich nicht sichern',
      sentence:
        'Die Datei .codex-global-state.json lässt sich nicht schreiben; dieser Computer würde Ihr Telefon vergessen.',
      nextStep:
        'Schaffen Sie Platz oder prüfen Sie die Rechte des Ordners und wählen Sie „Erneut versuchen“.',
    },
    'still-stuck': {
      headline: 'Die Reparatur hat nicht geholfen',
      sentence: 'Auf diesem Computer ist alles in Ordnung. Die Ursache liegt also woanders.',
      nextStep:
        'Melden Sie sich am Telefon ab und wieder an. Hilft das nicht, wählen Sie „Diagnose kopieren“.',
    },
  },
  tooOld: {
    sentence: 'Codex # ist installiert. Diese Version kann noch kein Telefon verbinden.',
    command: 'Führen Sie in einem Terminal # aus und wählen Sie „Erneut versuchen“.',
    byHand: {
      'this-app': 'Aktualisieren Sie diese App und wählen Sie „Erneut versuchen“.',
      'desktop-app': 'Aktualisieren Sie die Codex-Desktop-App und wählen Sie „Erneut versuchen“.',
      chosen: 'Aktualisieren Sie das Programm, das CODEX_CLI_PATH nennt, und wählen Sie „Erneut versuchen“.',
      unknown: 'Aktualisieren Sie Codex und wählen Sie „Erneut versuchen“.',
    },
  },
  nextTry: 'Neuer Versuch in #.',
  trying: 'Neuer Versuch\u00a0…',
  repairSteps: {
    checking: 'Prüfen, was veraltet ist',
    removing: 'Von diesem Computer entfernen',
    cleaning: 'Account aufräumen',
    enrolling: 'Neuen Code anfordern',
  },
  progress: '# von #',
  outcomes: {
    healthy: { requested: 'Geprüft: Die Kopplung ist in Ordnung.', automatic: null },
    'not-enrolled': { requested: 'Geprüft: Dieser Computer ist noch nicht gekoppelt.', automatic: null },
    repaired: {
      requested: 'Repariert: Ihre alte Kopplung wurde entfernt.',
      automatic: 'Repariert: Eine auf dem Server gelöschte Kopplung wurde entfernt.',
    },
    'nothing-to-repair': { requested: 'Es gab nichts zu reparieren.', automatic: null },
    restored: { requested: null, automatic: null },
  },
  details: {
    open: 'Details',
    onComputer: 'Auf diesem Computer',
    inAccount: 'In Ihrem Account',
    why: {
      requested: 'Sie wollten neu beginnen. Deshalb wurde alles entfernt, was zur alten Kopplung gehörte.',
      automatic: 'Der Server kannte sie nicht mehr. So konnte sich kein Telefon verbinden.',
    },
  },
  left: 'Noch im Account: #. Neuer Versuch beim nächsten Start.',
  things: {
    pairing: { one: 'Die alte Kopplung', other: 'Die alte Kopplung' },
    remembered: { one: 'Was sich die App dazu gemerkt hat', other: 'Was sich die App dazu gemerkt hat' },
    phones: {
      one: '1 nicht fertig gekoppeltes Telefon',
      other: '# nicht fertig gekoppelte Telefone',
    },
    entry: { one: 'Der alte Eintrag dieses Computers', other: 'Die alten Einträge dieses Computers' },
    leftover: { one: '1 Überbleibsel dieses Computers', other: '# Überbleibsel dieses Computers' },
  },
  qrCode: 'QR-Code zum Koppeln',
  pairingCode: 'Kopplungscode',
  typeCode: 'Oder diesen Code am Telefon eingeben',
  codeCopied: 'Kopiert',
  codeRenews: 'Neuer Code in #',
  codeValidLong: 'Länger als eine Stunde gültig',
  codeExpired: 'Neuer Code wird angefordert\u00a0…',
  reconnecting: 'Verbindung wird wiederhergestellt\u00a0…',
  phone: {
    unnamed: 'Ihr Telefon',
    lastSeen: 'zuletzt # gesehen',
    seenNow: 'gerade eben gesehen',
    others: {
      one: '1 weiteres Telefon ist mit diesem Computer gekoppelt.',
      other: '# weitere Telefone sind mit diesem Computer gekoppelt.',
    },
  },
  buttons: {
    repair: 'Kopplung reparieren',
    tryAgain: 'Erneut versuchen',
    undo: 'Reparatur widerrufen',
    finishLater: 'Später abschließen',
    copy: 'Diagnose kopieren',
    anotherPhone: 'Weiteres Telefon',
    removePhone: 'Dieses Telefon entfernen\u00a0…',
    done: 'Fertig',
    back: 'Zurück',
    restart: 'App neu starten',
    copyCode: 'Code kopieren',
    authorize: 'Diesen Computer neu berechtigen',
  },
  authorization: authorizationGerman,
  phoneDialog: {
    title: 'Dieses Telefon entfernen?',
    sentence: '# kann diesen Computer dann nicht mehr steuern.',
    nextStep:
      'Um es wieder zu verwenden, scannen Sie damit einen neuen Code. Ihre Chats, Projekte und Ihre Anmeldung bleiben, wie sie sind.',
    confirm: 'Telefon entfernen',
    cancel: 'Abbrechen',
    failures: {
      unclear: {
        what: 'Es ließ sich nicht feststellen, welches Telefon gemeint ist. Es wurde nichts entfernt.',
        nextStep:
          'Wählen Sie „Erneut versuchen“. Um alle Telefone zu entfernen, wählen Sie „Kopplung reparieren“.',
      },
      unconfirmed: {
        what: 'Noch ist nicht bekannt, ob das Telefon entfernt wurde.',
        nextStep: 'Warten Sie einen Moment und wählen Sie „Erneut versuchen“.',
      },
    },
  },
  copied: 'Die Diagnose wurde kopiert. Sie enthält keine Passwörter oder Codes.',
  dialog: {
    title: 'Kopplung reparieren?',
    introduction: 'Sie erhalten einen neuen Code, und jedes Telefon muss neu gekoppelt werden.',
    changed: 'Inzwischen hat sich etwas geändert. Es wurde noch nichts entfernt. Bitte prüfen Sie erneut.',
    ownerUnknown:
      'Diese Kopplung gehört möglicherweise zu einem anderen Account, der auf diesem Computer genutzt wurde.',
    planning: 'Es wird ermittelt, was zu entfernen ist\u00a0…',
    removes: 'Entfernt wird:',
    nothing: 'Es gibt nichts zu entfernen. Sie erhalten nur einen neuen Code.',
    kept: 'Chats, Projekte und Anmeldung bleiben unverändert.',
    ghosts: 'Auch entfernen, was dieser Computer im Account zurückgelassen hat:',
    unnamedGhost: 'Dieser Computer, früher',
    newIdentity: 'Diesem Computer eine neue Identität geben',
    newIdentityHint: 'Wählen Sie dies, wenn der Computer von einem anderen kopiert wurde.',
    confirm: 'Reparieren',
    cancel: 'Abbrechen',
  },
  unexpected: {
    what: 'Das hat nicht geklappt.',
    nextStep: 'Wählen Sie „Erneut versuchen“. Hilft das nicht, starten Sie die App neu.',
  },
  menu: {
    file: 'Ablage',
    edit: 'Bearbeiten',
    view: 'Darstellung',
    window: 'Fenster',
    help: 'Hilfe',
    repair: 'Kopplung reparieren\u00a0…',
    authorize: 'Diesen Computer neu berechtigen\u00a0…',
    openLog: 'Protokolldatei anzeigen',
    language: 'Sprache',
    systemLanguage: 'Wie das System',
    notifications: 'Mitteilungen',
    roles: {
      about: 'Über Mobile Setup',
      services: 'Dienste',
      hide: 'Mobile Setup ausblenden',
      hideOthers: 'Andere ausblenden',
      unhide: 'Alle einblenden',
      quit: 'Beenden',
      close: 'Fenster schließen',
      undo: 'Widerrufen',
      redo: 'Wiederholen',
      cut: 'Ausschneiden',
      copy: 'Kopieren',
      paste: 'Einsetzen',
      delete: 'Löschen',
      selectAll: 'Alles auswählen',
      resetZoom: 'Originalgröße',
      zoomIn: 'Vergrößern',
      zoomOut: 'Verkleinern',
      minimize: 'Minimieren',
      zoom: 'Zoomen',
      front: 'Alle nach vorne bringen',
    },
  },
  healedInBackground: {
    title: 'Kopplung repariert',
    body: 'Eine auf dem Server gelöschte Kopplung wurde entfernt. Öffnen Sie das Fenster, um Ihr Telefon neu zu koppeln.',
  },
  startFailed: {
    title: 'Die App konnte nicht starten',
    sentence:
      'Etwas, das diese App auf diesem Computer braucht, ließ sich nicht öffnen. Es wurde nichts geändert.',
    nextStep:
      'Starten Sie den Computer neu und öffnen Sie die App noch einmal. Hilft das nicht, senden Sie uns diese Protokolldatei:',
  },
  pageLost: {
    message: 'Das Fenster kann nicht angezeigt werden',
    detail:
      'Der Teil der App, der es zeichnet, wurde beendet. Ihre Kopplung ist davon nicht betroffen. Versuchen Sie es noch einmal. Hilft das nicht, starten Sie den Computer neu oder installieren Sie die App neu.',
    retry: 'Erneut versuchen',
    quit: 'Beenden',
  },
};
