import type { Strings } from './strings.ts';

/** English. The names of buttons, images and the dialog are relied on by tests. */
export const english: Strings = {
  language: 'en',
  direction: 'ltr',
  title: 'Mobile setup',
  views: {
    checking: {
      headline: 'Checking your mobile setup…',
      sentence: 'The pairing saved on this computer is being compared with your account.',
      nextStep: 'This takes a few seconds.',
    },
    preparing: {
      headline: 'Getting a pairing code…',
      sentence: 'This computer is being made ready for your phone.',
      nextStep: 'This takes a few seconds.',
    },
    pairing: {
      headline: 'Scan this code with your phone',
      sentence: 'Use the camera of a phone that is signed in to the same ChatGPT account.',
      nextStep: 'If you cannot scan, type the pairing code on the phone instead.',
    },
    connected: {
      headline: 'Mobile connected',
      sentence: 'Your phone can now reach this computer.',
      nextStep: 'You can close this window and go on with your phone.',
    },
    restored: {
      headline: 'The repair was undone',
      sentence: 'Everything on this computer is as it was before the repair.',
      nextStep: 'Restart the app to have the setup checked again.',
    },
    repairing: {
      headline: 'Repairing your mobile setup…',
      sentence: 'Your chats, projects and sign-in are not touched.',
      nextStep: 'Keep this window open until the new code appears.',
    },
  },
  scanOnly: 'When the phone asks, allow it to connect.',
  problems: {
    offline: {
      headline: 'No connection',
      sentence: 'Your account could not be reached, so the saved pairing was left as it is.',
      nextStep: 'Check your internet connection, then choose “Try again”.',
    },
    certificate: {
      headline: 'The connection is not trusted',
      sentence: 'Something between this computer and the service uses a certificate that is not known here.',
      nextStep:
        'Turn off the proxy or VPN, or ask whoever runs it for its certificate, then choose “Try again”.',
    },
    timeout: {
      headline: 'No answer in time',
      sentence: 'Your account took too long to answer, so the saved pairing was left as it is.',
      nextStep: 'Check your internet connection, then choose “Try again”.',
    },
    throttled: {
      headline: 'A short pause is needed',
      sentence: 'The service has received too many requests and asks you to wait.',
      nextStep: 'Wait a few minutes, then choose “Try again”.',
    },
    'server-error': {
      headline: 'The service has a problem',
      sentence: 'The fault is not on this computer, and nothing here was changed.',
      nextStep: 'Wait a few minutes, then choose “Try again”.',
    },
    'not-json': {
      headline: 'Something is in the way',
      sentence: 'A web page answered in place of the service, as a proxy or a network sign-in does.',
      nextStep: 'Finish the sign-in of your network or turn off the VPN, then choose “Try again”.',
    },
    'bad-shape': {
      headline: 'The answer was not understood',
      sentence: 'The service answered in a way that this version of the app does not know.',
      nextStep: 'Update the app, then choose “Try again”.',
    },
    'incomplete-list': {
      headline: 'Only part of the answer arrived',
      sentence: 'The list of your devices was not complete, so nothing was removed.',
      nextStep: 'Wait a moment, then choose “Try again”.',
    },
    'inconsistent-lists': {
      headline: 'The answers do not agree',
      sentence: 'Two answers about your devices contradict each other, so nothing was removed.',
      nextStep: 'Wait a few minutes, then choose “Try again”.',
    },
    'feature-unavailable': {
      headline: 'Not available for this account',
      sentence: 'Your account or workspace does not offer connections from a phone.',
      nextStep: 'Ask the administrator of your workspace, or sign in with another account.',
    },
    redirected: {
      headline: 'The service is somewhere else',
      sentence: 'The request was sent on to another address; for your safety it was not followed.',
      nextStep: 'Finish the sign-in of your network, then choose “Try again”.',
    },
    'signed-out': {
      headline: 'Please sign in again',
      sentence: 'You are signed out, or your sign-in has expired.',
      nextStep: 'Sign in to Codex on this computer, then choose “Try again”.',
    },
    forbidden: {
      headline: 'Your account may not do this',
      sentence: 'The service does not let this account connect a phone.',
      nextStep: 'Ask the administrator of your workspace for access, then choose “Try again”.',
    },
    'mfa-required': {
      headline: 'One more sign-in step is needed',
      sentence: 'Your account asks for multi-factor authentication before a phone may connect.',
      nextStep: 'Turn it on in the security settings of ChatGPT, sign in again, then choose “Try again”.',
    },
    'already-online': {
      headline: 'Already connected elsewhere',
      sentence: 'Another app, or a copy of this computer, is connected in its place.',
      nextStep: 'Quit Codex everywhere else, wait a minute, then choose “Try again”.',
    },
    'clone-suspected': {
      headline: 'Another computer looks like this one',
      sentence: 'A copied or restored computer goes by the same identity, and only one can be reached.',
      nextStep: 'Choose “Repair mobile setup” and give this computer a new identity.',
    },
    'other-account': {
      headline: 'Paired with another account',
      sentence: 'The saved pairing belongs to another account or workspace, so it was left as it is.',
      nextStep: 'Sign in to Codex with the account that paired your phone, then choose “Try again”.',
    },
    'owners-unreadable': {
      headline: 'A database can’t be read',
      sentence:
        'Without it nobody can tell which account the saved pairing belongs to, so it was left as it is.',
      nextStep: 'Quit Codex everywhere, then choose “Try again”.',
    },
    'state-unreadable': {
      headline: 'A settings file cannot be read',
      sentence: 'The file .codex-global-state.json is damaged or locked. It was left as it is.',
      nextStep: 'Put back a good copy of the file, then choose “Try again”.',
    },
    'state-changed': {
      headline: 'The settings changed meanwhile',
      sentence: 'Something else changed the same settings, so the repair stopped without removing anything.',
      nextStep: 'Choose “Try again”.',
    },
    'app-running': {
      headline: 'The app is already open',
      sentence: 'Another copy of the app uses the same settings and could undo a repair.',
      nextStep: 'Quit the other copy completely, then choose “Try again”.',
    },
    'write-failed': {
      headline: 'The repair could not be saved',
      sentence: 'The disk may be full, or the settings folder may not be changed by this app.',
      nextStep: 'Free some space or check the permissions of the folder, then choose “Try again”.',
    },
    'identity-failed': {
      headline: 'No new identity',
      sentence: 'The new identity of this computer could not be saved. The old one is still in place.',
      nextStep: 'Check the permissions of the file installation_id, then choose “Try again”.',
    },
    'no-backup': {
      headline: 'There is nothing to undo',
      sentence: 'No backup of an earlier repair was found.',
      nextStep: 'If your phone cannot connect, choose “Repair mobile setup”.',
    },
    'config-unreadable': {
      headline: 'The configuration cannot be read',
      sentence: 'There is a mistake in the file config.toml, so the service was not asked.',
      nextStep: 'Correct the file, then choose “Try again”.',
    },
    'bad-base-url': {
      headline: 'The service address is not safe',
      sentence: 'The file config.toml names an address that this app does not trust with your sign-in.',
      nextStep: 'Correct chatgpt_base_url in the file, then choose “Try again”.',
    },
    'app-server-missing': {
      headline: 'A part of Codex is missing',
      sentence: 'The program that connects this computer with your phone was not found.',
      nextStep: 'Install Codex again, then choose “Try again”.',
    },
    'app-server-failed': {
      headline: 'Codex did not start',
      sentence: 'The program that connects this computer with your phone ended unexpectedly.',
      nextStep: 'Choose “Try again”. If it happens again, restart the computer.',
    },
    'app-server-hangs': {
      headline: 'Codex isn’t responding',
      sentence: 'The program that connects this computer to your phone started, but it doesn’t respond.',
      nextStep: 'Choose “Try again”. If that doesn’t help, restart the computer.',
    },
    'home-missing': {
      headline: 'The Codex folder is missing',
      sentence: 'The folder that CODEX_HOME names isn’t there.',
      nextStep: 'Create the folder or correct CODEX_HOME, then restart the app.',
    },
    'home-read-only': {
      headline: 'The Codex folder is read-only',
      sentence: 'Codex can’t save anything in its folder, so it can’t connect this computer to your phone.',
      nextStep: 'Allow your user to write to the folder, then choose “Try again”.',
    },
    'clock-wrong': {
      headline: 'This computer’s clock is wrong',
      sentence: 'It’s more than five minutes off, so the service doesn’t accept the connection.',
      nextStep: 'Set the date and time automatically in the system’s settings, then choose “Try again”.',
    },
    'save-failed': {
      headline: 'The pairing can’t be saved',
      sentence:
        'The file .codex-global-state.json can’t be written, so this computer would forget your phone.',
      nextStep: 'Free up some space or check the folder’s permissions, then choose “Try again”.',
    },
    'still-stuck': {
      headline: 'The repair did not help',
      sentence: 'The setup on this computer is clean, so the cause lies somewhere else.',
      nextStep:
        'Sign out and in again on the phone. If that does not help, copy the diagnostics for support.',
    },
  },
  repairSteps: {
    checking: 'Check what is out of date',
    removing: 'Remove it from this computer',
    cleaning: 'Tidy up your account',
    enrolling: 'Get a new pairing code',
  },
  outcomes: {
    healthy: { requested: 'Checked: your mobile setup is in order.', automatic: null },
    'not-enrolled': { requested: 'Checked: this computer has not been paired yet.', automatic: null },
    repaired: {
      requested: 'Your mobile setup was repaired.',
      automatic: 'Your mobile setup was repaired: a pairing that your account no longer knows was removed.',
    },
    'nothing-to-repair': { requested: 'There was nothing to repair.', automatic: null },
    restored: { requested: null, automatic: null },
    unverified: {
      requested: 'The saved pairing could not be checked. Nothing was removed.',
      automatic: 'The saved pairing could not be checked. Nothing was removed.',
    },
  },
  removables: {
    'client-enrollment': { one: '1 saved pairing', other: '# saved pairings' },
    environment: { one: '1 saved connection for phones', other: '# saved connections for phones' },
    'installation-copy': {
      one: '1 saved identity of this computer',
      other: '# saved identities of this computer',
    },
    'setup-flag': { one: '1 “setup finished” mark', other: '# “setup finished” marks' },
    atom: { one: '1 remembered screen setting', other: '# remembered screen settings' },
    pointer: { one: '1 link to a connection that is gone', other: '# links to connections that are gone' },
    'pending-client': {
      one: '1 phone that never finished pairing',
      other: '# phones that never finished pairing',
    },
    'own-client': { one: '1 old pairing of this computer', other: '# old pairings of this computer' },
    'own-environment': { one: '1 old entry of this computer', other: '# old entries of this computer' },
    'ghost-environment': { one: '1 leftover of this computer', other: '# leftovers of this computer' },
  },
  removed: 'Removed:',
  qrCode: 'Pairing QR code',
  pairingCode: 'Pairing code',
  codeValidFor: 'Valid for #',
  codeValidLong: 'Valid for over an hour',
  codeExpired: 'Getting a new code…',
  buttons: {
    repair: 'Repair mobile setup',
    tryAgain: 'Try again',
    undo: 'Undo repair',
    copy: 'Copy diagnostics',
    anotherPhone: 'Add another phone',
  },
  copied: 'The diagnostics were copied. They hold no passwords or codes.',
  dialog: {
    title: 'Repair mobile setup?',
    introduction:
      'The old pairing is removed and you get a new code to scan. Phones have to be paired again.',
    planning: 'Looking at what would be removed…',
    onComputer: 'On this computer',
    inAccount: 'In your account',
    nothing: 'Nothing has to be removed; you only get a new code.',
    kept: 'Your chats, projects and sign-in stay as they are.',
    newIdentity: 'Give this computer a new identity',
    newIdentityHint: 'Choose this if the computer was copied from another one.',
    confirm: 'Repair',
    cancel: 'Cancel',
  },
  unexpected: {
    what: 'That did not work.',
    nextStep: 'Try once more. If it happens again, restart the app.',
  },
  notChanged: { what: 'Nothing was changed.', nextStep: 'The window says what stood in the way.' },
  menu: {
    file: 'File',
    edit: 'Edit',
    view: 'View',
    window: 'Window',
    help: 'Help',
    repair: 'Repair Mobile Setup…',
    openLog: 'Show Log File',
    language: 'Language',
    systemLanguage: 'Same as System',
    notifications: 'Notifications',
  },
  healedInBackground: {
    title: 'Mobile setup repaired',
    body: 'A pairing that your account no longer knows was removed. Open the window to pair your phone again.',
  },
  startFailed: {
    title: 'Mobile Setup couldn’t start',
    sentence: 'Something this app needs on this computer couldn’t be opened. Nothing was changed.',
    nextStep: 'Restart the computer, then open the app again. If that doesn’t help, send us this log file:',
  },
  pageLost: {
    message: 'The window can’t be shown',
    detail:
      'The part of the app that draws it has stopped. Your pairing wasn’t changed by this. Try again; if that doesn’t help, restart the computer or reinstall the app.',
    retry: 'Try Again',
    quit: 'Quit',
  },
};
