import { authorizationEnglish } from './authorization.ts';
import type { Strings } from './strings.ts';

/** English. The names of buttons, images and the dialog are relied on by tests. */
export const english: Strings = {
  language: 'en',
  direction: 'ltr',
  title: 'Mobile setup',
  views: {
    checking: {
      headline: 'Checking your mobile setup…',
      sentence: 'We’re comparing the pairing saved on this computer with your account.',
      nextStep: 'This takes a few seconds.',
    },
    preparing: {
      headline: 'Getting a pairing code…',
      sentence: 'We’re getting this computer ready for your phone.',
      nextStep: 'This takes a few seconds.',
    },
    connected: {
      headline: 'Mobile connected',
      sentence: 'Your phone can now reach this computer.',
      nextStep: 'You can close this window and carry on with your phone.',
    },
    restored: {
      headline: 'The repair was undone',
      sentence: 'What the repair removed is back on this computer.',
      nextStep: 'Choose “Restart the app” to check the setup again.',
    },
    repairing: {
      headline: 'Repairing your mobile setup…',
      sentence: 'Your chats, projects and sign-in aren’t touched.',
      nextStep: 'Keep this window open until the new code appears.',
    },
  },
  pairing: {
    headline: 'Scan this code with your phone',
    sentence: 'Use a phone that’s signed in to the same ChatGPT account.',
    steps: ['Open the ChatGPT app', 'Tap Codex', 'Scan the code'],
  },
  problems: {
    offline: {
      headline: 'No connection',
      sentence: 'We couldn’t reach your account, so nothing was changed.',
      nextStep: 'Check your internet connection, then choose “Try again”.',
    },
    certificate: {
      headline: 'The connection isn’t trusted',
      sentence: 'A proxy or VPN uses a certificate that this computer doesn’t know.',
      nextStep: 'Turn it off, or ask its administrator for the certificate, then choose “Try again”.',
    },
    timeout: {
      headline: 'This is taking too long',
      sentence: 'Your account didn’t respond in time, so nothing was changed.',
      nextStep: 'Check your internet connection, then choose “Try again”.',
    },
    throttled: {
      headline: 'Please wait a moment',
      sentence: 'The service has had too many requests and asks us to wait.',
      nextStep: 'Wait a few minutes, then choose “Try again”.',
    },
    'server-error': {
      headline: 'The service has a problem',
      sentence: 'It’s not your computer, and nothing here was changed.',
      nextStep: 'Wait a few minutes, then choose “Try again”.',
    },
    'not-json': {
      headline: 'Something is in the way',
      sentence: 'A web page responded instead of the service. A proxy or a Wi-Fi sign-in page does that.',
      nextStep: 'Sign in to your network or turn off your VPN, then choose “Try again”.',
    },
    'bad-shape': {
      headline: 'This app is out of date',
      sentence: 'The service responded in a way that this version doesn’t understand.',
      nextStep: 'Update the app, then choose “Try again”.',
    },
    'incomplete-list': {
      headline: 'Only part of the list arrived',
      sentence: 'The list of your devices wasn’t complete, so nothing was removed.',
      nextStep: 'Wait a moment, then choose “Try again”.',
    },
    'inconsistent-lists': {
      headline: 'The service contradicts itself',
      sentence: 'It sent two different lists of your devices, so nothing was removed.',
      nextStep: 'Wait a few minutes, then choose “Try again”.',
    },
    'feature-unavailable': {
      headline: 'Not available for this account',
      sentence: 'Your account or workspace doesn’t offer connections from a phone.',
      nextStep: 'Ask your workspace’s administrator, or sign in with another account and choose “Try again”.',
    },
    redirected: {
      headline: 'Your network wants you to sign in',
      sentence: 'It sent us to another address. To keep your account safe, we didn’t go there.',
      nextStep: 'Sign in to your network, then choose “Try again”.',
    },
    'signed-out': {
      headline: 'Please sign in again',
      sentence: 'You’re signed out, or your sign-in has expired.',
      nextStep: 'Sign in to Codex on this computer, then choose “Try again”.',
    },
    forbidden: {
      headline: 'Your account isn’t allowed to do this',
      sentence: 'The service doesn’t let this account connect a phone.',
      nextStep: 'Ask your workspace’s administrator for access, then choose “Try again”.',
    },
    'mfa-required': {
      headline: 'One more sign-in step',
      sentence: 'Your account needs multi-factor authentication before a phone can connect.',
      nextStep: 'Turn it on in ChatGPT’s security settings, sign in again, then choose “Try again”.',
    },
    'already-online': {
      headline: 'Already connected elsewhere',
      sentence: 'Another app, or a copy of this computer, is connected in its place.',
      nextStep: 'Quit Codex everywhere else, wait a minute, then choose “Try again”.',
    },
    'clone-suspected': {
      headline: 'Two computers share one identity',
      sentence: 'This computer was copied or restored from another, and they keep disconnecting each other.',
      nextStep: 'Choose “Repair mobile setup” and give this computer a new identity.',
    },
    'other-account': {
      headline: 'Paired with another account',
      sentence: 'The saved pairing belongs to another account or workspace, so we left it as it is.',
      nextStep: 'Sign in to Codex with the account that paired your phone, then choose “Try again”.',
    },
    'owners-unreadable': {
      headline: 'A database can’t be read',
      sentence: 'Without it we can’t tell whose pairing this is, so we left it as it is.',
      nextStep: 'Quit Codex everywhere else, then choose “Try again”.',
    },
    'state-unreadable': {
      headline: 'A settings file can’t be read',
      sentence: 'The file .codex-global-state.json is damaged or locked. We left it as it is.',
      nextStep: 'Put back a good copy of the file, then choose “Try again”.',
    },
    'state-changed': {
      headline: 'The settings have just changed',
      sentence: 'Another program changed the same settings, so we stopped and removed nothing.',
      nextStep: 'Choose “Try again”.',
    },
    'app-running': {
      headline: 'The app is already open',
      sentence: 'Another copy of the app uses the same settings and could undo a repair.',
      nextStep: 'Quit the other copy completely, then choose “Try again”.',
    },
    'write-failed': {
      headline: 'The change couldn’t be saved',
      sentence: 'The disk may be full, or this app isn’t allowed to change the settings folder.',
      nextStep: 'Free up some space or check the folder’s permissions, then choose “Try again”.',
    },
    'identity-failed': {
      headline: 'The identity couldn’t be changed',
      sentence: 'This computer keeps the identity that it has.',
      nextStep: 'Check the permissions of the file installation_id, then choose “Try again”.',
    },
    'no-backup': {
      headline: 'There’s nothing to undo',
      sentence: 'We found no backup of an earlier repair.',
      nextStep: 'If your phone can’t connect, choose “Repair mobile setup”.',
    },
    'config-unreadable': {
      headline: 'A configuration file can’t be read',
      sentence: 'There’s a mistake in the file config.toml, so we didn’t contact the service.',
      nextStep: 'Correct the file, then choose “Try again”.',
    },
    'bad-base-url': {
      headline: 'The service’s address isn’t safe',
      sentence: 'The file config.toml names an address that we don’t trust with your sign-in.',
      nextStep: 'Correct chatgpt_base_url in the file, then choose “Try again”.',
    },
    'app-server-missing': {
      headline: 'Part of Codex is missing',
      sentence: 'We couldn’t find the program that connects this computer to your phone.',
      nextStep: 'Install Codex again, then choose “Try again”.',
    },
    'app-server-failed': {
      headline: 'Codex didn’t start',
      sentence: 'The program that connects this computer to your phone stopped unexpectedly.',
      nextStep: 'Choose “Try again”. If it happens again, restart your computer.',
    },
    'app-server-hangs': {
      headline: 'Codex isn’t responding',
      sentence: 'The program that connects this computer to your phone started, but it doesn’t respond.',
      nextStep: 'Choose “Try again”. If that doesn’t help, restart your computer.',
    },
    'app-server-too-old': {
      headline: 'Codex is too old',
      sentence: 'The Codex program on this computer can’t connect to a phone yet.',
      nextStep: 'Update Codex, then choose “Try again”.',
    },
    'home-missing': {
      headline: 'The Codex folder is missing',
      sentence: 'The folder that CODEX_HOME names isn’t there.',
      nextStep: 'Create the folder or correct CODEX_HOME, then choose “Restart the app”.',
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
      headline: 'The repair didn’t help',
      sentence: 'Everything on this computer is in order, so the cause is somewhere else.',
      nextStep: 'Sign out and in again on your phone. If that doesn’t help, choose “Copy diagnostics”.',
    },
  },
  tooOld: {
    sentence: 'Codex # is installed, and that version can’t connect to a phone yet.',
    command: 'Run # in a terminal, then choose “Try again”.',
    byHand: {
      'this-app': 'Update this app, then choose “Try again”.',
      'desktop-app': 'Update the Codex desktop app, then choose “Try again”.',
      chosen: 'Update the program that CODEX_CLI_PATH names, then choose “Try again”.',
      unknown: 'Update Codex, then choose “Try again”.',
    },
  },
  nextTry: 'We’ll try again in #.',
  trying: 'Trying again…',
  repairSteps: {
    checking: 'Check what’s out of date',
    removing: 'Remove it from this computer',
    cleaning: 'Tidy up your account',
    enrolling: 'Get a new pairing code',
  },
  progress: '# of #',
  outcomes: {
    healthy: { requested: 'Checked: your mobile setup is fine.', automatic: null },
    'not-enrolled': { requested: 'Checked: this computer hasn’t been paired yet.', automatic: null },
    repaired: {
      requested: 'Repaired: we removed your old pairing.',
      automatic: 'Repaired: the server had deleted your old pairing, so we removed it.',
    },
    'nothing-to-repair': { requested: 'There was nothing to repair.', automatic: null },
    restored: { requested: null, automatic: null },
    unverified: {
      requested: 'We couldn’t check the saved pairing, so nothing was removed.',
      automatic: 'We couldn’t check the saved pairing, so nothing was removed.',
    },
  },
  details: {
    open: 'Details',
    onComputer: 'On this computer',
    inAccount: 'In your account',
    why: {
      requested: 'You asked for a fresh start, so everything that belonged to the old pairing was removed.',
      automatic: 'The server no longer knew it, so no phone could connect.',
    },
  },
  left: 'Still in your account: #. We’ll try again the next time the app starts.',
  things: {
    pairing: { one: 'The old pairing', other: 'The old pairing' },
    remembered: { one: 'What the app remembered about it', other: 'What the app remembered about it' },
    phones: {
      one: '1 phone that never finished pairing',
      other: '# phones that never finished pairing',
    },
    entry: { one: 'This computer’s old entry', other: 'This computer’s old entries' },
    leftover: { one: '1 leftover of this computer', other: '# leftovers of this computer' },
  },
  qrCode: 'Pairing QR code',
  pairingCode: 'Pairing code',
  typeCode: 'Or type this code on your phone',
  codeCopied: 'Copied',
  codeRenews: 'New code in #',
  codeValidLong: 'Valid for over an hour',
  codeExpired: 'Getting a new code…',
  reconnecting: 'Reconnecting…',
  phone: {
    unnamed: 'Your phone',
    lastSeen: 'last seen #',
    seenNow: 'last seen just now',
    others: {
      one: '1 more phone is paired with this computer.',
      other: '# more phones are paired with this computer.',
    },
  },
  buttons: {
    repair: 'Repair mobile setup',
    tryAgain: 'Try again',
    undo: 'Undo repair',
    finishLater: 'Finish later',
    copy: 'Copy diagnostics',
    anotherPhone: 'Add another phone',
    removePhone: 'Remove this phone…',
    done: 'Done',
    back: 'Back',
    restart: 'Restart the app',
    copyCode: 'Copy code',
    authorize: 'Authorize this computer again',
  },
  authorization: authorizationEnglish,
  phoneDialog: {
    title: 'Remove this phone?',
    sentence: '# won’t be able to control this computer any more.',
    nextStep: 'To use it again, scan a new code with it. Your chats, projects and sign-in stay as they are.',
    confirm: 'Remove phone',
    cancel: 'Cancel',
    failures: {
      unclear: {
        what: 'We couldn’t tell which phone this is, so nothing was removed.',
        nextStep: 'Choose “Try again”. To remove every phone instead, choose “Repair mobile setup”.',
      },
      unconfirmed: {
        what: 'We don’t know yet whether the phone was removed.',
        nextStep: 'Wait a moment, then choose “Try again”.',
      },
    },
  },
  copied: 'The diagnostics were copied. They contain no passwords or codes.',
  dialog: {
    title: 'Repair mobile setup?',
    introduction: 'You’ll get a new code, and every phone has to be paired again.',
    changed: 'Something changed in the meantime, so nothing was removed yet. Please look again.',
    ownerUnknown: 'This pairing may belong to another account that was used on this computer.',
    planning: 'Looking at what there is to remove…',
    removes: 'This will be removed:',
    nothing: 'There’s nothing to remove; you’ll only get a new code.',
    kept: 'Your chats, projects and sign-in stay as they are.',
    ghosts: 'Also remove what this computer left behind in your account:',
    unnamedGhost: 'This computer, earlier',
    newIdentity: 'Give this computer a new identity',
    newIdentityHint: 'Choose this if the computer was copied from another one.',
    confirm: 'Repair',
    cancel: 'Cancel',
  },
  unexpected: {
    what: 'That didn’t work.',
    nextStep: 'Choose “Try again”. If it happens again, restart the app.',
  },
  menu: {
    file: 'File',
    edit: 'Edit',
    view: 'View',
    window: 'Window',
    help: 'Help',
    repair: 'Repair Mobile Setup…',
    authorize: 'Authorize This Computer Again…',
    openLog: 'Show Log File',
    language: 'Language',
    systemLanguage: 'Same as System',
    notifications: 'Notifications',
  },
  healedInBackground: {
    title: 'Mobile setup repaired',
    body: 'The server had deleted your old pairing, so we removed it. Open the window to pair your phone again.',
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
