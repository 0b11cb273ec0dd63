import type { Messages } from './contract.ts';

const QUIT = 'Beenden Sie die Desktop-App ganz (im Menü, Beenden; das Fenster zu schließen genügt nicht)';

/** What the tool says in German. */
export const GERMAN: Messages = {
  statuses: {
    healthy: {
      message: 'Die Kopplung dieses Computers ist in Ordnung.',
      nextStep:
        'Hier ist nichts zu tun. Wenn sich das Telefon trotzdem nicht verbindet, melden Sie sich dort ab und wieder an.',
    },
    'not-enrolled': {
      message: 'Dieser Computer ist noch nicht mit einem Telefon gekoppelt.',
      nextStep: 'Öffnen Sie die Desktop-App und scannen Sie den QR-Code mit dem Telefon.',
    },
    stale: {
      message: 'Dieser Computer verwendet noch eine Kopplung, die der Server gelöscht hat.',
      nextStep: 'Beenden Sie die Desktop-App, dann: {repair}',
    },
    unverified: {
      message: 'Die Kopplung konnte nicht geprüft werden.',
      nextStep: 'Versuchen Sie es später noch einmal: {again}',
    },
    blocked: { message: 'Etwas am Konto steht im Weg.', nextStep: 'Melden Sie sich neu an, dann: {again}' },
    refused: {
      message: 'Es wurde nichts geändert.',
      nextStep: 'Beheben Sie den genannten Grund, dann: {again}',
    },
    repaired: {
      message: 'Behoben: Die gelöschte Kopplung wurde von diesem Computer entfernt.',
      nextStep: 'Öffnen Sie die Desktop-App und scannen Sie den neuen QR-Code mit dem Telefon.',
    },
    'nothing-to-repair': {
      message: 'Es gab nichts zu reparieren: Nichts, was hier gespeichert ist, ist nachweislich gelöscht.',
      nextStep:
        'Wenn sich das Telefon trotzdem nicht verbindet, sehen Sie nach, was eine gründliche Reparatur täte: {repair --full --dry-run}',
    },
    restored: {
      message: 'Die Reparatur wurde rückgängig gemacht; was seither gespeichert wurde, blieb.',
      nextStep: 'Öffnen Sie die Desktop-App. Was jetzt gespeichert ist, zeigt: {check}',
    },
  },
  programName: (name, pid) => (pid === null ? name : `${name} (Prozess ${pid})`),
  programs: {
    'desktop-app': (program) => ({
      message: `${program} läuft und würde die alten Werte zurückschreiben, deshalb wurde nichts geändert.`,
      nextStep: `${QUIT}, dann: {again}. Wenn es ein anderes Programm dieses Namens ist oder eines mit einem anderen Ordner: {again --force}`,
    }),
    'our-app': (program) => ({
      message: `${program} arbeitet gerade mit diesem Ordner, deshalb wurde nichts geändert.`,
      nextStep: 'Beenden Sie es, dann: {again}. Wenn nichts läuft: {again --force}',
    }),
    'app-server': (program) => ({
      message: `${program} läuft und würde die Fernsteuerung sofort neu einrichten, deshalb wurde nichts geändert.`,
      nextStep:
        'Beenden Sie die Desktop-App und was sonst Codex verwendet, dann: {again}. Wenn es mit einem anderen Ordner arbeitet: {again --force}',
    }),
    unlisted: () => ({
      message:
        'Dieses System sagt nicht, welche Programme laufen. Vielleicht läuft die Desktop-App, deshalb wurde nichts geändert.',
      nextStep: `${QUIT}, dann: {again --force}`,
    }),
  },
  fullyRepaired: {
    message: 'Behoben: Die Kopplung dieses Computers wurde zurückgesetzt.',
    nextStep: 'Öffnen Sie die Desktop-App und scannen Sie den neuen QR-Code mit dem Telefon.',
  },
  cleanedUp: {
    message: 'Behoben: Was auf dem Server übrig war, wurde dort gelöscht.',
    nextStep: 'Wie es jetzt ist, zeigt: {check}',
  },
  restoredExactly: {
    message: 'Die Sicherung wurde Byte für Byte wiederhergestellt.',
    nextStep: 'Öffnen Sie die Desktop-App. Was jetzt gespeichert ist, zeigt: {check}',
  },
  fullPlan: {
    message: 'Das würde eine gründliche Reparatur entfernen.',
    nextStep: 'Um es zu tun, beenden Sie die Desktop-App, dann: {repair --full}',
  },
  emptyPlan: {
    message: 'Es gibt nichts, was eine Reparatur ändern würde.',
    nextStep: 'Öffnen Sie die Desktop-App und scannen Sie den QR-Code mit dem Telefon.',
  },
  reasons: {
    offline: {
      message: 'Der Server ist nicht erreichbar{code}, deshalb wurde {nothing} geändert.',
      nextStep: 'Prüfen Sie Netzwerk und Proxy, dann: {again}',
    },
    certificate: {
      message:
        'Der Verbindung wird nicht vertraut{code}: Dieser Computer kennt den Aussteller des Zertifikats nicht.',
      nextStep:
        'Wenn ein Firmen-Proxy sichere Verbindungen öffnet, setzen Sie NODE_EXTRA_CA_CERTS auf sein Zertifikat, dann: {again}',
    },
    timeout: {
      message: 'Der Server hat nicht rechtzeitig geantwortet, deshalb wurde {nothing} geändert.',
      nextStep: 'Geben Sie ihm mehr Zeit: {again --timeout LONGER}',
    },
    throttled: {
      message: 'Der Server bittet um weniger Anfragen, deshalb wurde {nothing} geändert.',
      nextStep: 'Warten Sie einige Minuten, dann: {again}',
    },
    'server-error': {
      message: 'Der Server hat selbst ein Problem, deshalb wurde {nothing} geändert.',
      nextStep: 'Warten Sie einige Minuten, dann: {again}',
    },
    'not-json': {
      message:
        'Unterwegs hat etwas anderes statt des Servers geantwortet, etwa ein Proxy oder eine Anmeldeseite.',
      nextStep: 'Schalten Sie VPN oder Proxy aus oder nehmen Sie ein anderes Netzwerk, dann: {again}',
    },
    'bad-shape': {
      message: 'Die Antwort des Servers hat eine Form, die diese Version nicht kennt.',
      nextStep: 'Aktualisieren Sie mobile-setup, dann: {again}',
    },
    'incomplete-list': {
      message: 'Der Server hat seine Liste nicht vollständig geschickt; was darin fehlt, beweist nichts.',
      nextStep: 'Warten Sie einige Minuten, dann: {again}',
    },
    'inconsistent-lists': {
      message: 'Zwei Antworten des Servers widersprechen sich, deshalb wurde {nothing} geändert.',
      nextStep: 'Warten Sie einige Minuten, dann: {again}',
    },
    'feature-unavailable': {
      message: 'Der Server bietet für dieses Konto keine Fernsteuerung an.',
      nextStep: 'Prüfen Sie, ob Ihr Arbeitsbereich die Fernsteuerung erlaubt, dann: {again}',
    },
    redirected: {
      message: 'Das Netzwerk leitet Anfragen um; dem wird nie gefolgt.',
      nextStep: 'Melden Sie sich im Netzwerk an (Hotel, Firma), dann: {again}',
    },
    'signed-out': {
      message: 'Sie sind abgemeldet, oder die Anmeldung gilt nicht mehr.',
      nextStep: 'Melden Sie sich in der Desktop-App neu an, dann: {again}',
    },
    forbidden: {
      message: 'Der Server verweigert diesem Konto den Zugriff.',
      nextStep:
        'Fragen Sie die Administration Ihres Arbeitsbereichs, ob die Fernsteuerung erlaubt ist, dann: {again}',
    },
    'mfa-required': {
      message: 'Ihr Konto braucht für die Fernsteuerung eine Anmeldung in zwei Schritten.',
      nextStep: 'Schalten Sie sie in den Kontoeinstellungen ein und melden Sie sich neu an, dann: {again}',
    },
    'already-online': {
      message: 'Ein anderes Programm oder ein kopierter Computer ist an Stelle dieses Computers online.',
      nextStep: 'Beenden Sie andere Kopien der App, dann: {again}',
    },
    'clone-suspected': {
      message:
        'Zwei Computer teilen sich eine Identität und trennen einander ständig, etwa nach einem Umzug oder aus einem Abbild.',
      nextStep:
        'Um diesen zu einem neuen Computer zu machen, beenden Sie die Desktop-App, dann: {repair --full --new-identity}',
    },
    'other-account': {
      message:
        'Die gespeicherte Kopplung gehört zu einem anderen Konto, Arbeitsbereich oder Server und blieb, wie sie ist.',
      nextStep: 'Melden Sie sich mit dem Konto an, mit dem das Telefon gekoppelt wurde, dann: {again}',
    },
    'owners-unreadable': {
      message:
        'Die Datenbank des App-Servers ist nicht lesbar. Darin steht, wem die Kopplung gehört, deshalb wurde {nothing} geändert.',
      nextStep: 'Beenden Sie die Desktop-App, dann: {again}',
    },
    'state-unreadable': {
      message: 'Die Zustandsdatei der Desktop-App ist nicht lesbar und blieb, wie sie ist.',
      nextStep: 'Behalten Sie eine Kopie der Datei und stellen Sie eine gute wieder her: {restore}',
    },
    'state-changed': {
      message: 'Ein anderes Programm hat inzwischen etwas geändert, deshalb wurde nichts entfernt.',
      nextStep: 'Noch einmal: {again}',
    },
    'app-running': {
      message:
        'Die Desktop-App läuft und würde die alten Werte zurückschreiben, deshalb wurde nichts geändert.',
      nextStep:
        'Beenden Sie sie ganz (im Menü, Beenden; das Fenster zu schließen genügt nicht), dann: {again}. Wenn es ein anderes Programm dieses Namens ist oder eines mit einem anderen Ordner: {again --force}',
    },
    'write-failed': {
      message: 'Die Zustandsdatei konnte nicht geschrieben werden.',
      nextStep: 'Prüfen Sie freien Platz und Rechte des Ordners, dann: {again}',
    },
    'identity-failed': {
      message: 'Die Identität dieses Computers konnte nicht geändert werden.',
      nextStep: 'Prüfen Sie die Rechte der Datei installation_id, dann: {again}',
    },
    'no-backup': {
      message: 'Es wurde keine Sicherung wiederhergestellt.',
      nextStep:
        'Suchen Sie im Ordner nach .codex-global-state.json.mobile-pairing-backup.* und nennen Sie eine: {restore} NAME',
    },
    'config-unreadable': {
      message: 'Die Konfiguration ist nicht lesbar; welcher Server zu fragen ist, ist unbekannt.',
      nextStep: 'Korrigieren Sie config.toml, dann: {again}',
    },
    'bad-base-url': {
      message: 'Die eingestellte Adresse des Servers ist nicht verwendbar.',
      nextStep: 'Korrigieren oder entfernen Sie chatgpt_base_url in config.toml, dann: {again}',
    },
  },
  signIns: {
    'in-key-ring': {
      message:
        'Ihre Anmeldung liegt im Schlüsselbund dieses Systems, den nur Codex lesen kann, deshalb wurde nichts geändert.',
      nextStep:
        'Öffnen Sie die App Mobile Setup, die sie von Codex bekommt; oder setzen Sie cli_auth_credentials_store = "file" in config.toml, melden Sie sich neu an, dann: {again}',
    },
    'api-only': {
      message:
        'Die Konfiguration erlaubt nur API-Schlüssel (forced_login_method), und die haben keine Telefone, deshalb wurde nichts geändert.',
      nextStep:
        'Entfernen Sie forced_login_method aus config.toml, melden Sie sich mit ChatGPT an, dann: {again}',
    },
  },
  certificates: {
    'wrong-time': {
      message:
        'Der Verbindung wird nicht vertraut{code}: Nach der Uhr dieses Computers ist das Zertifikat des Servers jetzt nicht gültig.',
      nextStep: 'Prüfen Sie Datum und Uhrzeit dieses Computers, dann: {again}',
    },
    'other-name': {
      message:
        'Der Verbindung wird nicht vertraut{code}: Unterwegs hat etwas im Namen eines anderen Servers geantwortet.',
      nextStep: 'Melden Sie sich im Netzwerk an (Hotel, Firma) oder nehmen Sie ein anderes, dann: {again}',
    },
  },
  unreadable: {
    permission: 'Korrigieren Sie die Rechte der Datei und ihres Ordners, dann: {again}',
    place:
      'Bringen Sie die Datei selbst an ihren Platz zurück, oder entfernen Sie, was dort steht, wenn es nicht gebraucht wird, dann: {again}',
    io: 'Prüfen Sie den Datenträger, dann: {again}',
  },
  authorizeAgain:
    'Um von hier aus wieder andere Computer zu steuern, öffnen Sie Mobile Setup und wählen Sie Hilfe, Diesen Computer neu berechtigen …',
  but: 'Aber',
  nothing: 'nichts',
  nothingElse: 'sonst nichts',
  findings: {
    'client-gone': 'diese Berechtigung kennt der Server nicht mehr',
    'client-revoked': 'diese Berechtigung wurde entzogen',
    'environment-gone': 'der Server hat diesen Computer gelöscht',
    'pointer-gone': 'verweist auf einen Computer, den der Server gelöscht hat',
    'setup-flag-stale': 'behauptet, die Einrichtung sei fertig; das stimmt nicht mehr',
    'pending-client': 'ein Telefon, das nie fertig wurde',
    'ghost-environment': 'ein alter Eintrag dieses Computers auf dem Server',
    'clone-suspected': 'ein anderer Computer mit derselben Identität',
    'malformed-entry': 'hat eine unbekannte Form und bleibt, wie es ist',
    'other-account': 'gehört zu einem anderen Konto oder Server und bleibt, wie es ist',
  },
  remote: {
    deleted: 'gelöscht:',
    queued: 'für die nächste Reparatur aufgehoben:',
    impossible: 'nicht löschbar:',
    planned: 'löschen:',
  },
  found: 'Gefunden:',
  changed: 'Geändert:',
  wouldChange: 'Würde ändern:',
  onServer: 'Auf dem Server:',
  wouldAskServer: 'Würde den Server bitten:',
  backup: 'Sicherung',
  next: 'Weiter',
  checking: 'Der Server wird gefragt…',
  formOpened:
    'Das Formular ist im Browser geöffnet. Sehen Sie es durch, bevor Sie es absenden; sind die Diagnosedaten leer, fügen Sie die aus dem Bericht ein.',
  formNotOpened:
    'Es ließ sich kein Browser öffnen. Hier ist das Formular; sehen Sie es durch, bevor Sie es absenden:',
  rows: {
    names: {
      app: 'App',
      signIn: 'Anmeldung',
      network: 'Netzwerk',
      computer: 'Dieser Computer',
      authorization: 'Berechtigung',
      phone: 'Telefon',
      database: 'Datenbank',
    },
    notRunning: 'läuft nicht',
    running: (name, pid) =>
      `${name} läuft${pid === null ? '' : ` (Prozess ${pid})`}; vor einer Reparatur beenden`,
    unlisted: 'das System sagt nicht, welche Programme laufen',
    signedIn: 'Sie sind angemeldet',
    signIns: {
      'in-key-ring': 'liegt im Schlüsselbund, den nur Codex lesen kann',
      'api-only': 'nur API-Schlüssel sind erlaubt',
    },
    answered: 'der Server antwortet',
    noAnswer: (cause) => `keine brauchbare Antwort (${cause})`,
    notAsked: 'nicht gefragt',
    notSetUp: 'nicht eingerichtet',
    alive: 'der Server kennt ihn',
    environmentGone: 'der Server hat ihn gelöscht; er verwendet noch die alte Kopplung',
    pointersGone: 'eine Einstellung verweist auf einen Computer, den der Server gelöscht hat',
    unverified: 'konnte nicht geprüft werden',
    stateUnreadable: 'die Zustandsdatei der Desktop-App ist nicht lesbar',
    otherAccount: 'gehört zu einem anderen Konto oder Server',
    clone: 'ein anderer Computer verwendet seine Identität',
    noAuthorization: 'keine gespeichert, keine nötig',
    authorizeAgain:
      'von einer Reparatur entfernt; in Mobile Setup neu zu erteilen (Hilfe, Diesen Computer neu berechtigen …)',
    authorized: 'der Server akzeptiert sie',
    revoked: 'der Server hat sie entzogen oder gelöscht',
    noPhoneStored: 'keines gemerkt',
    phones: (names) => (names.length === 0 ? 'ein Telefon ist gekoppelt' : `gekoppelt: ${names.join(', ')}`),
    nameless: 'ein Telefon ohne Namen',
    noPhone: 'mit diesem Computer ist keines gekoppelt',
    phoneGone: 'eines ist gemerkt, aber der Server hat keines mehr',
    notNeeded: 'nicht gebraucht',
    readable: 'lesbar',
    unreadable: 'nicht lesbar',
  },
};
