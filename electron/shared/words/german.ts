import type { Strings } from './strings.ts';

/** German. */
export const german: Strings = {
  language: 'de',
  direction: 'ltr',
  title: 'Handy einrichten',
  views: {
    checking: {
      headline: 'Ihre Handy-Kopplung wird geprüft …',
      sentence: 'Die auf diesem Computer gespeicherte Kopplung wird mit Ihrem Konto verglichen.',
      nextStep: 'Das dauert einige Sekunden.',
    },
    preparing: {
      headline: 'Ein Kopplungscode wird geholt …',
      sentence: 'Dieser Computer wird für Ihr Handy vorbereitet.',
      nextStep: 'Das dauert einige Sekunden.',
    },
    pairing: {
      headline: 'Scannen Sie den Code mit dem Handy',
      sentence: 'Nehmen Sie die Kamera eines Handys, das mit demselben ChatGPT-Konto angemeldet ist.',
      nextStep: 'Falls Sie nicht scannen können, tippen Sie den Kopplungscode am Handy ein.',
    },
    connected: {
      headline: 'Handy verbunden',
      sentence: 'Ihr Handy kann diesen Computer jetzt erreichen.',
      nextStep: 'Sie können dieses Fenster schließen und am Handy weitermachen.',
    },
    restored: {
      headline: 'Die Reparatur wurde rückgängig gemacht',
      sentence: 'Auf diesem Computer ist alles wieder wie vor der Reparatur.',
      nextStep: 'Starten Sie die App neu, um die Kopplung wieder prüfen zu lassen.',
    },
    repairing: {
      headline: 'Ihre Handy-Kopplung wird repariert …',
      sentence: 'Chats, Projekte und Anmeldung bleiben unberührt.',
      nextStep: 'Lassen Sie dieses Fenster offen, bis der neue Code erscheint.',
    },
  },
  scanOnly: 'Erlauben Sie die Verbindung, wenn das Handy danach fragt.',
  problems: {
    offline: {
      headline: 'Keine Verbindung',
      sentence: 'Ihr Konto war nicht erreichbar, daher blieb die gespeicherte Kopplung, wie sie ist.',
      nextStep: 'Prüfen Sie die Internetverbindung und wählen Sie „Erneut versuchen“.',
    },
    certificate: {
      headline: 'Verbindung nicht vertrauenswürdig',
      sentence: 'Zwischen diesem Computer und dem Dienst wird ein unbekanntes Zertifikat verwendet.',
      nextStep:
        'Schalten Sie Proxy oder VPN aus oder lassen Sie sich dessen Zertifikat geben. Wählen Sie dann „Erneut versuchen“.',
    },
    timeout: {
      headline: 'Keine rechtzeitige Antwort',
      sentence: 'Ihr Konto antwortete zu spät, daher blieb die gespeicherte Kopplung, wie sie ist.',
      nextStep: 'Prüfen Sie die Internetverbindung und wählen Sie „Erneut versuchen“.',
    },
    throttled: {
      headline: 'Eine kurze Pause ist nötig',
      sentence: 'Der Dienst hat zu viele Anfragen erhalten und bittet Sie zu warten.',
      nextStep: 'Warten Sie einige Minuten und wählen Sie „Erneut versuchen“.',
    },
    'server-error': {
      headline: 'Der Dienst ist gestört',
      sentence: 'Der Fehler liegt nicht an diesem Computer, und hier wurde nichts verändert.',
      nextStep: 'Warten Sie einige Minuten und wählen Sie „Erneut versuchen“.',
    },
    'not-json': {
      headline: 'Etwas ist im Weg',
      sentence: 'Statt des Dienstes antwortete eine Webseite, etwa ein Proxy oder eine Netzanmeldung.',
      nextStep: 'Melden Sie sich im Netz an oder schalten Sie das VPN aus und wählen Sie „Erneut versuchen“.',
    },
    'bad-shape': {
      headline: 'Die Antwort war unverständlich',
      sentence: 'Der Dienst antwortete auf eine Weise, die diese Version der App nicht kennt.',
      nextStep: 'Aktualisieren Sie die App und wählen Sie „Erneut versuchen“.',
    },
    'incomplete-list': {
      headline: 'Nur ein Teil der Antwort kam an',
      sentence: 'Die Liste Ihrer Geräte war nicht vollständig, daher wurde nichts entfernt.',
      nextStep: 'Warten Sie einen Moment und wählen Sie „Erneut versuchen“.',
    },
    'inconsistent-lists': {
      headline: 'Die Antworten widersprechen sich',
      sentence: 'Zwei Antworten zu Ihren Geräten passen nicht zusammen, daher wurde nichts entfernt.',
      nextStep: 'Warten Sie einige Minuten und wählen Sie „Erneut versuchen“.',
    },
    'feature-unavailable': {
      headline: 'Für dieses Konto nicht verfügbar',
      sentence: 'Ihr Konto oder Ihr Arbeitsbereich bietet keine Verbindungen vom Handy an.',
      nextStep:
        'Fragen Sie die Verwaltung Ihres Arbeitsbereichs oder melden Sie sich mit einem anderen Konto an.',
    },
    redirected: {
      headline: 'Der Dienst ist woanders',
      sentence:
        'Die Anfrage wurde an eine andere Adresse verwiesen; zu Ihrer Sicherheit folgte ihr die App nicht.',
      nextStep: 'Melden Sie sich im Netz an und wählen Sie „Erneut versuchen“.',
    },
    'signed-out': {
      headline: 'Bitte melden Sie sich erneut an',
      sentence: 'Sie sind abgemeldet, oder Ihre Anmeldung ist abgelaufen.',
      nextStep: 'Melden Sie sich auf diesem Computer bei Codex an und wählen Sie „Erneut versuchen“.',
    },
    forbidden: {
      headline: 'Ihr Konto darf das nicht',
      sentence: 'Der Dienst erlaubt diesem Konto nicht, ein Handy zu verbinden.',
      nextStep:
        'Bitten Sie die Verwaltung Ihres Arbeitsbereichs um Zugang und wählen Sie „Erneut versuchen“.',
    },
    'mfa-required': {
      headline: 'Ein weiterer Anmeldeschritt fehlt',
      sentence: 'Ihr Konto verlangt eine Mehrfaktor-Anmeldung, bevor sich ein Handy verbinden darf.',
      nextStep:
        'Schalten Sie sie in den Sicherheitseinstellungen von ChatGPT ein und melden Sie sich neu an.',
    },
    'already-online': {
      headline: 'Schon anderswo verbunden',
      sentence: 'Eine andere App oder eine Kopie dieses Computers ist an seiner Stelle verbunden.',
      nextStep: 'Beenden Sie Codex überall sonst, warten Sie eine Minute und wählen Sie „Erneut versuchen“.',
    },
    'clone-suspected': {
      headline: 'Ein anderer Computer gleicht diesem',
      sentence: 'Ein kopierter Computer hat dieselbe Kennung, und nur einer der beiden ist erreichbar.',
      nextStep: 'Wählen Sie „Handy-Kopplung reparieren“ und geben Sie diesem Computer eine neue Kennung.',
    },
    'other-account': {
      headline: 'Mit einem anderen Account gekoppelt',
      sentence:
        'Die gespeicherte Kopplung gehört zu einem anderen Account oder Arbeitsbereich. Sie wurde nicht verändert.',
      nextStep:
        'Melden Sie sich in Codex mit dem Account an, mit dem Sie das Telefon gekoppelt haben, und wählen Sie „Erneut versuchen“.',
    },
    'owners-unreadable': {
      headline: 'Datenbank nicht lesbar',
      sentence:
        'Ohne sie lässt sich nicht feststellen, zu welchem Account die Kopplung gehört. Sie wurde nicht verändert.',
      nextStep: 'Beenden Sie Codex überall und wählen Sie dann „Erneut versuchen“.',
    },
    'state-unreadable': {
      headline: 'Eine Einstellungsdatei ist unlesbar',
      sentence: 'Die Datei .codex-global-state.json ist beschädigt oder gesperrt. Sie blieb, wie sie ist.',
      nextStep: 'Legen Sie eine gute Kopie der Datei zurück und wählen Sie „Erneut versuchen“.',
    },
    'state-changed': {
      headline: 'Die Einstellungen änderten sich',
      sentence: 'Etwas anderes änderte dieselben Einstellungen, daher wurde nichts entfernt.',
      nextStep: 'Wählen Sie „Erneut versuchen“.',
    },
    'app-running': {
      headline: 'Die App ist schon offen',
      sentence: 'Eine andere Kopie der App nutzt dieselben Einstellungen und könnte die Reparatur aufheben.',
      nextStep: 'Beenden Sie die andere Kopie ganz und wählen Sie „Erneut versuchen“.',
    },
    'write-failed': {
      headline: 'Die Reparatur ließ sich nicht sichern',
      sentence: 'Vielleicht ist der Datenträger voll oder der Einstellungsordner schreibgeschützt.',
      nextStep:
        'Schaffen Sie Platz oder prüfen Sie die Rechte des Ordners und wählen Sie „Erneut versuchen“.',
    },
    'identity-failed': {
      headline: 'Keine neue Identität',
      sentence:
        'Die neue Identität dieses Computers konnte nicht gespeichert werden. Die bisherige gilt weiter.',
      nextStep:
        'Prüfen Sie die Zugriffsrechte der Datei installation_id und wählen Sie dann „Erneut versuchen“.',
    },
    'no-backup': {
      headline: 'Es gibt nichts rückgängig zu machen',
      sentence: 'Es wurde keine Sicherung einer früheren Reparatur gefunden.',
      nextStep: 'Falls sich Ihr Handy nicht verbindet, wählen Sie „Handy-Kopplung reparieren“.',
    },
    'config-unreadable': {
      headline: 'Die Konfiguration ist unlesbar',
      sentence: 'Die Datei config.toml enthält einen Fehler, daher wurde der Dienst nicht gefragt.',
      nextStep: 'Berichtigen Sie die Datei und wählen Sie „Erneut versuchen“.',
    },
    'bad-base-url': {
      headline: 'Die Adresse des Dienstes ist nicht sicher',
      sentence: 'Die Datei config.toml nennt eine Adresse, der diese App Ihre Anmeldung nicht anvertraut.',
      nextStep: 'Berichtigen Sie chatgpt_base_url in der Datei und wählen Sie „Erneut versuchen“.',
    },
    'app-server-missing': {
      headline: 'Ein Teil von Codex fehlt',
      sentence: 'Das Programm, das diesen Computer mit Ihrem Handy verbindet, wurde nicht gefunden.',
      nextStep: 'Installieren Sie Codex neu und wählen Sie „Erneut versuchen“.',
    },
    'app-server-failed': {
      headline: 'Codex ist nicht gestartet',
      sentence: 'Das Programm, das diesen Computer mit Ihrem Handy verbindet, endete unerwartet.',
      nextStep: 'Wählen Sie „Erneut versuchen“. Hilft das nicht, starten Sie den Computer neu.',
    },
    'app-server-hangs': {
      headline: 'Codex reagiert nicht',
      sentence:
        'Das Programm, das diesen Computer mit Ihrem Telefon verbindet, ist gestartet, antwortet aber nicht.',
      nextStep: 'Wählen Sie „Erneut versuchen“. Hilft das nicht, starten Sie den Computer neu.',
    },
    'home-missing': {
      headline: 'Der Codex-Ordner fehlt',
      sentence: 'Den Ordner, den CODEX_HOME nennt, gibt es nicht.',
      nextStep: 'Legen Sie den Ordner an oder berichtigen Sie CODEX_HOME und starten Sie die App neu.',
    },
    'home-read-only': {
      headline: 'Der Codex-Ordner ist schreibgeschützt',
      sentence: 'Codex kann in seinem Ordner nichts sichern und daher kein Telefon verbinden.',
      nextStep: 'Geben Sie Ihrem Benutzer Schreibrechte für den Ordner und wählen Sie „Erneut versuchen“.',
    },
    'clock-wrong': {
      headline: 'Die Uhr dieses Computers geht falsch',
      sentence: 'Sie weicht um mehr als fünf Minuten ab, daher nimmt der Dienst die Verbindung nicht an.',
      nextStep: 'Lassen Sie das System Datum und Uhrzeit einstellen und wählen Sie „Erneut versuchen“.',
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
      sentence: 'Auf diesem Computer ist alles in Ordnung, die Ursache liegt also woanders.',
      nextStep: 'Melden Sie sich am Handy ab und wieder an. Hilft das nicht, kopieren Sie die Diagnose.',
    },
  },
  repairSteps: {
    checking: 'Prüfen, was veraltet ist',
    removing: 'Von diesem Computer entfernen',
    cleaning: 'Im Konto aufräumen',
    enrolling: 'Neuen Kopplungscode holen',
  },
  outcomes: {
    healthy: { requested: 'Geprüft: Die Handy-Kopplung ist in Ordnung.', automatic: null },
    'not-enrolled': { requested: 'Geprüft: Dieser Computer wurde noch nicht gekoppelt.', automatic: null },
    repaired: {
      requested: 'Die Handy-Kopplung wurde repariert.',
      automatic:
        'Die Handy-Kopplung wurde repariert: Eine Kopplung, die Ihr Konto nicht mehr kennt, wurde entfernt.',
    },
    'nothing-to-repair': { requested: 'Es gab nichts zu reparieren.', automatic: null },
    restored: { requested: null, automatic: null },
    unverified: {
      requested: 'Die gespeicherte Kopplung ließ sich nicht prüfen. Nichts wurde entfernt.',
      automatic: 'Die gespeicherte Kopplung ließ sich nicht prüfen. Nichts wurde entfernt.',
    },
  },
  removables: {
    'client-enrollment': { one: '1 gespeicherte Kopplung', other: '# gespeicherte Kopplungen' },
    environment: {
      one: '1 gespeicherte Verbindung für Handys',
      other: '# gespeicherte Verbindungen für Handys',
    },
    'installation-copy': {
      one: '1 gespeicherte Kennung dieses Computers',
      other: '# gespeicherte Kennungen dieses Computers',
    },
    'setup-flag': { one: '1 Vermerk „Einrichtung fertig“', other: '# Vermerke „Einrichtung fertig“' },
    atom: { one: '1 gemerkte Ansicht', other: '# gemerkte Ansichten' },
    pointer: { one: '1 Verweis auf eine alte Verbindung', other: '# Verweise auf alte Verbindungen' },
    'pending-client': {
      one: '1 Handy, dessen Kopplung nie fertig wurde',
      other: '# Handys, deren Kopplung nie fertig wurde',
    },
    'own-client': { one: '1 alte Kopplung dieses Computers', other: '# alte Kopplungen dieses Computers' },
    'own-environment': { one: '1 alter Eintrag dieses Computers', other: '# alte Einträge dieses Computers' },
    'ghost-environment': { one: '1 Überbleibsel dieses Computers', other: '# Überbleibsel dieses Computers' },
  },
  removed: 'Entfernt:',
  qrCode: 'QR-Code zum Koppeln',
  pairingCode: 'Kopplungscode',
  codeValidFor: 'Gültig für #',
  codeValidLong: 'Länger als eine Stunde gültig',
  codeExpired: 'Ein neuer Code wird geholt …',
  buttons: {
    repair: 'Handy-Kopplung reparieren',
    tryAgain: 'Erneut versuchen',
    undo: 'Reparatur rückgängig machen',
    copy: 'Diagnose kopieren',
    anotherPhone: 'Weiteres Handy hinzufügen',
  },
  copied: 'Die Diagnose wurde kopiert. Sie enthält keine Passwörter oder Codes.',
  dialog: {
    title: 'Handy-Kopplung reparieren?',
    introduction:
      'Die alte Kopplung wird entfernt, und Sie erhalten einen neuen Code. Handys müssen neu gekoppelt werden.',
    planning: 'Es wird nachgesehen, was entfernt würde …',
    onComputer: 'Auf diesem Computer',
    inAccount: 'In Ihrem Konto',
    nothing: 'Es muss nichts entfernt werden; Sie erhalten nur einen neuen Code.',
    kept: 'Chats, Projekte und Anmeldung bleiben, wie sie sind.',
    newIdentity: 'Diesem Computer eine neue Kennung geben',
    newIdentityHint: 'Wählen Sie dies, wenn der Computer von einem anderen kopiert wurde.',
    confirm: 'Reparieren',
    cancel: 'Abbrechen',
  },
  unexpected: {
    what: 'Das hat nicht geklappt.',
    nextStep: 'Versuchen Sie es noch einmal. Hilft das nicht, starten Sie die App neu.',
  },
  notChanged: { what: 'Nichts wurde geändert.', nextStep: 'Das Fenster sagt, was im Weg stand.' },
  menu: {
    file: 'Ablage',
    edit: 'Bearbeiten',
    view: 'Ansicht',
    window: 'Fenster',
    help: 'Hilfe',
    repair: 'Handy-Kopplung reparieren …',
    openLog: 'Protokolldatei zeigen',
    language: 'Sprache',
    systemLanguage: 'Wie das System',
    notifications: 'Mitteilungen',
  },
  healedInBackground: {
    title: 'Handy-Kopplung repariert',
    body: 'Eine Kopplung, die Ihr Konto nicht mehr kennt, wurde entfernt. Öffnen Sie das Fenster, um Ihr Handy neu zu koppeln.',
  },
  startFailed: {
    title: 'Das Programm konnte nicht starten',
    sentence:
      'Etwas, das dieses Programm auf diesem Computer braucht, ließ sich nicht öffnen. Geändert wurde nichts.',
    nextStep:
      'Starten Sie den Computer neu und öffnen Sie das Programm noch einmal. Hilft das nicht, senden Sie uns diese Protokolldatei:',
  },
  pageLost: {
    message: 'Das Fenster kann nicht angezeigt werden',
    detail:
      'Der Teil des Programms, der es zeichnet, wurde beendet. Ihre Kopplung ist davon nicht betroffen. Versuchen Sie es noch einmal; hilft das nicht, starten Sie den Computer neu oder installieren Sie das Programm neu.',
    retry: 'Erneut versuchen',
    quit: 'Beenden',
  },
};
