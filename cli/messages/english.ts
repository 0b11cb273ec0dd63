import type { Messages } from './contract.ts';

const QUIT = "Quit the desktop app completely (its menu, Quit; closing the window isn't enough)";

/** What the tool says in English. */
export const ENGLISH: Messages = {
  statuses: {
    healthy: {
      message: "This computer's mobile setup is fine.",
      nextStep:
        "Nothing to do here. If your phone still can't connect, sign out of the app on the phone and in again.",
    },
    'not-enrolled': {
      message: "This computer isn't set up for a phone yet.",
      nextStep: 'Open the desktop app and scan its QR code with your phone.',
    },
    stale: {
      message: 'This computer still uses a pairing that the server has deleted.',
      nextStep: 'Quit the desktop app, then run: {repair}',
    },
    unverified: { message: "The mobile setup couldn't be checked.", nextStep: 'Try again later: {again}' },
    blocked: {
      message: 'Something about the account is in the way.',
      nextStep: 'Sign in again, then run: {again}',
    },
    refused: { message: 'Nothing was changed.', nextStep: 'See the reason above, then run: {again}' },
    repaired: {
      message: 'Fixed: the deleted pairing was removed from this computer.',
      nextStep: 'Open the desktop app and scan the new QR code with your phone.',
    },
    'nothing-to-repair': {
      message: 'There was nothing to repair: nothing stored here is proven to be deleted.',
      nextStep:
        "If your phone still can't connect, see what a thorough repair would do: {repair --full --dry-run}",
    },
    restored: {
      message: 'The repair was taken back, and what was saved since was kept.',
      nextStep: 'Open the desktop app. To see what it has now, run: {check}',
    },
  },
  programName: (name, pid) => (pid === null ? name : `${name} (process ${pid})`),
  programs: {
    'desktop-app': (program) => ({
      message: `${program} is running and would write the old values back, so nothing was changed.`,
      nextStep: `${QUIT}, then run: {again}. If it's another program of that name, or it works on another folder, run: {again --force}`,
    }),
    'our-app': (program) => ({
      message: `${program} is at work on this folder, so nothing was changed.`,
      nextStep: 'Quit it, then run: {again}. If nothing is running, run: {again --force}',
    }),
    'app-server': (program) => ({
      message: `${program} is running and would set up remote control again at once, so nothing was changed.`,
      nextStep:
        'Quit the desktop app and what else uses Codex, then run: {again}. If it works on another folder, run: {again --force}',
    }),
    unlisted: () => ({
      message:
        "This system doesn't say which programs are running, so the desktop app may be, and nothing was changed.",
      nextStep: `${QUIT}, then run: {again --force}`,
    }),
  },
  fullyRepaired: {
    message: "Fixed: this computer's mobile setup was reset.",
    nextStep: 'Open the desktop app and scan the new QR code with your phone.',
  },
  cleanedUp: {
    message: 'Fixed: what was left over at the server was deleted there.',
    nextStep: 'To see how it is now, run: {check}',
  },
  restoredExactly: {
    message: 'The backup was put back, byte for byte.',
    nextStep: 'Open the desktop app. To see what it has now, run: {check}',
  },
  fullPlan: {
    message: 'This is what a thorough repair would remove.',
    nextStep: 'To do it, quit the desktop app, then run: {repair --full}',
  },
  emptyPlan: {
    message: 'There is nothing that a repair would change.',
    nextStep: 'Open the desktop app and scan its QR code with your phone.',
  },
  reasons: {
    offline: {
      message: "Couldn't reach the server{code}, so {nothing} was changed.",
      nextStep: 'Check the network and the proxy, then run: {again}',
    },
    certificate: {
      message:
        "The connection isn't trusted{code}: this computer doesn't know who issued the server's certificate.",
      nextStep:
        "If your company's proxy opens secure connections, set NODE_EXTRA_CA_CERTS to its certificate, then run: {again}",
    },
    timeout: {
      message: "The server didn't answer in time, so {nothing} was changed.",
      nextStep: 'Give it more time: {again --timeout LONGER}',
    },
    throttled: {
      message: 'The server is asking for fewer requests, so {nothing} was changed.',
      nextStep: 'Wait a few minutes, then run: {again}',
    },
    'server-error': {
      message: 'The server has a problem of its own, so {nothing} was changed.',
      nextStep: 'Wait a few minutes, then run: {again}',
    },
    'not-json': {
      message: 'Something on the way answered instead of the server, such as a proxy or a sign-in page.',
      nextStep: 'Turn off the VPN or proxy, or try another network, then run: {again}',
    },
    'bad-shape': {
      message: "The server's answer has a form that this version doesn't know.",
      nextStep: 'Update mobile-setup, then run: {again}',
    },
    'incomplete-list': {
      message: "The server didn't return its whole list, so what's missing from it proves nothing.",
      nextStep: 'Wait a few minutes, then run: {again}',
    },
    'inconsistent-lists': {
      message: 'Two answers from the server contradict each other, so {nothing} was changed.',
      nextStep: 'Wait a few minutes, then run: {again}',
    },
    'feature-unavailable': {
      message: "The server doesn't offer remote control for this account.",
      nextStep: 'Check that your workspace allows remote control, then run: {again}',
    },
    redirected: {
      message: 'The network sends requests elsewhere, which is never followed.',
      nextStep: 'Sign in to the network (hotel, company), then run: {again}',
    },
    'signed-out': {
      message: "You're signed out, or the sign-in isn't accepted any more.",
      nextStep: 'Sign in again in the desktop app, then run: {again}',
    },
    forbidden: {
      message: 'The server refuses access for this account.',
      nextStep: "Ask your workspace's administrator whether remote control is allowed, then run: {again}",
    },
    'mfa-required': {
      message: 'Your account needs multi-factor authentication for remote control.',
      nextStep: 'Turn it on in the account settings, sign in again, then run: {again}',
    },
    'already-online': {
      message: 'Another program or a copied computer is online in place of this one.',
      nextStep: 'Quit other copies of the app, or use them on one computer only, then run: {again}',
    },
    'clone-suspected': {
      message:
        'Two computers share one identity and keep disconnecting each other, as after a migration or a restored disk image.',
      nextStep:
        'To make this one a new computer, quit the desktop app, then run: {repair --full --new-identity}',
    },
    'other-account': {
      message: 'The saved pairing belongs to another account, workspace or server, so it was left as it is.',
      nextStep: 'Sign in with the account that paired the phone, then run: {again}',
    },
    'owners-unreadable': {
      message:
        "The app-server's database can't be read. It tells whose the pairing is, so {nothing} was changed.",
      nextStep: 'Quit the desktop app, then run: {again}',
    },
    'state-unreadable': {
      message: "The desktop app's state file can't be read, so it was left as it is.",
      nextStep: 'Keep a copy of the file, then put back a good one: {restore}',
    },
    'state-changed': {
      message: 'Another program changed the setup in the meantime, so nothing was removed.',
      nextStep: 'Run it again: {again}',
    },
    'app-running': {
      message: 'The desktop app is running and would write the old values back, so nothing was changed.',
      nextStep: `${QUIT}, then run: {again}. If it's another program of that name, or it works on another folder, run: {again --force}`,
    },
    'write-failed': {
      message: "The state file couldn't be written.",
      nextStep: "Check the folder's free space and permissions, then run: {again}",
    },
    'identity-failed': {
      message: "This computer's identity couldn't be changed.",
      nextStep: 'Check the permissions of the file installation_id, then run: {again}',
    },
    'no-backup': {
      message: 'No backup was put back.',
      nextStep:
        'Look for files named .codex-global-state.json.mobile-pairing-backup.* in the folder, and name one: {restore} NAME',
    },
    'config-unreadable': {
      message: "The configuration can't be read, so it isn't known which server to ask.",
      nextStep: 'Correct config.toml, then run: {again}',
    },
    'bad-base-url': {
      message: "The configured server address can't be used.",
      nextStep: 'Correct or remove chatgpt_base_url in config.toml, then run: {again}',
    },
  },
  signIns: {
    'in-key-ring': {
      message:
        "Your sign-in is in this system's key ring, which only Codex can read, so nothing was changed.",
      nextStep:
        'Open the Mobile Setup app, which gets it from Codex; or set cli_auth_credentials_store = "file" in config.toml, sign in again, and run: {again}',
    },
    'api-only': {
      message:
        'The configuration allows API keys only (forced_login_method), and those have no phones, so nothing was changed.',
      nextStep: 'Remove forced_login_method from config.toml, sign in with ChatGPT, then run: {again}',
    },
  },
  certificates: {
    'wrong-time': {
      message:
        "The connection isn't trusted{code}: by this computer's clock, the server's certificate isn't valid now.",
      nextStep: "Check this computer's date and time, then run: {again}",
    },
    'other-name': {
      message: "The connection isn't trusted{code}: something on the way answered in another server's name.",
      nextStep: 'Sign in to the network (hotel, company), or try another one, then run: {again}',
    },
  },
  unreadable: {
    permission: 'Correct the permissions of the file and its folder, then run: {again}',
    place:
      "Put the file itself back in its place, or remove what stands there if it isn't needed, then run: {again}",
    io: 'Check the disk, then run: {again}',
  },
  authorizeAgain:
    'To control other computers from here again, open Mobile Setup and choose Help, Authorize This Computer Again…',
  but: 'But',
  nothing: 'nothing',
  nothingElse: 'nothing else',
  findings: {
    'client-gone': "the server doesn't know this authorization any more",
    'client-revoked': 'this authorization was revoked',
    'environment-gone': 'the server has deleted this computer',
    'pointer-gone': 'points to a computer that the server has deleted',
    'setup-flag-stale': 'says that the setup is finished, which is no longer true',
    'pending-client': 'a phone that never finished',
    'ghost-environment': 'an old entry of this computer on the server',
    'clone-suspected': "another computer with this one's identity",
    'malformed-entry': 'has an unknown form and is left alone',
    'other-account': 'belongs to another account or server and is left alone',
  },
  remote: {
    deleted: 'deleted',
    queued: 'kept for the next repair:',
    impossible: 'cannot be deleted:',
    planned: 'delete',
  },
  found: 'Found:',
  changed: 'Changed:',
  wouldChange: 'Would change:',
  onServer: 'On the server:',
  wouldAskServer: 'Would ask the server to:',
  backup: 'Backup',
  next: 'Next',
  checking: 'Asking the server…',
  formOpened:
    "The form is open in your browser. Look through it before you send it; if its diagnostics are empty, paste the report's.",
  formNotOpened: "Couldn't open a browser. Here is the form; look through it before you send it:",
  rows: {
    names: {
      app: 'App',
      signIn: 'Sign-in',
      network: 'Network',
      computer: 'This computer',
      authorization: 'Authorization',
      phone: 'Phone',
      database: 'Database',
    },
    notRunning: 'not running',
    running: (name, pid) =>
      `${name} is running${pid === null ? '' : ` (process ${pid})`}; quit it before a repair`,
    unlisted: "the system doesn't say which programs are running",
    signedIn: "you're signed in",
    signIns: {
      'in-key-ring': 'is in the key ring, which only Codex can read',
      'api-only': 'only API keys are allowed',
    },
    answered: 'the server answers',
    noAnswer: (cause) => `no usable answer (${cause})`,
    notAsked: "wasn't asked",
    notSetUp: 'not set up',
    alive: 'the server knows it',
    environmentGone: 'the server has deleted it, and it still uses the old pairing',
    pointersGone: 'a setting points to a computer that the server has deleted',
    unverified: "couldn't be checked",
    stateUnreadable: "the desktop app's state file can't be read",
    otherAccount: 'belongs to another account or server',
    clone: 'another computer uses its identity',
    noAuthorization: 'none stored, none needed',
    authorizeAgain:
      'was removed by a repair; give it again in Mobile Setup (Help, Authorize This Computer Again…)',
    authorized: 'the server accepts it',
    revoked: 'the server has revoked or deleted it',
    noPhoneStored: 'none remembered',
    phones: (names) => (names.length === 0 ? 'a phone is enrolled' : `enrolled: ${names.join(', ')}`),
    nameless: 'a phone without a name',
    noPhone: 'none is enrolled for this computer',
    phoneGone: 'one is remembered, but the server has none any more',
    notNeeded: "wasn't needed",
    readable: 'can be read',
    unreadable: "can't be read",
  },
};
