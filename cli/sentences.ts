import type { Reason } from '../electron/shared/reasons.ts';
import type { Outcome, Report, Status } from './report.ts';

interface Sentence {
  readonly message: string;
  readonly nextStep: string;
}

const STATUSES: Readonly<Record<Status, Sentence>> = {
  healthy: {
    message: 'The mobile setup of this computer is fine.',
    nextStep: 'Nothing to do. If the phone still cannot connect, sign out of and in to the app on the phone.',
  },
  'not-enrolled': {
    message: 'This computer is not set up for a phone yet.',
    nextStep: 'Open the desktop app and scan its QR code with the phone.',
  },
  stale: {
    message: 'The mobile setup names records that the server no longer has.',
    nextStep: 'Quit the desktop app and run: mobile-setup repair',
  },
  unverified: { message: 'The mobile setup could not be checked.', nextStep: 'Try again later.' },
  blocked: {
    message: 'Something in the account stands in the way.',
    nextStep: 'Sign in again, then try again.',
  },
  refused: { message: 'Nothing was changed.', nextStep: 'See the reason above.' },
  repaired: {
    message: 'What the server no longer has was removed from this computer.',
    nextStep: 'Open the desktop app and scan the new QR code with the phone.',
  },
  'nothing-to-repair': {
    message: 'There was nothing to repair: no stored record is proven dead.',
    nextStep: 'If the phone still cannot connect, run: mobile-setup repair --full',
  },
  restored: {
    message: 'The backup was put back, byte for byte.',
    nextStep: 'Start the desktop app. To check what it holds, run: mobile-setup check',
  },
};

const FULLY_REPAIRED: Sentence = {
  message: 'The mobile setup of this computer was reset.',
  nextStep: 'Open the desktop app and scan the new QR code with the phone.',
};

const REASONS: Readonly<Record<Reason, Sentence>> = {
  offline: {
    message: 'The server could not be reached, so nothing was judged.',
    nextStep: 'Check the network or proxy, then try again.',
  },
  certificate: {
    message:
      'The connection to the server is not trusted: its certificate was issued by an authority that this computer does not know.',
    nextStep:
      'If a company proxy opens secure connections, set NODE_EXTRA_CA_CERTS to its certificate, then try again.',
  },
  timeout: {
    message: 'The server did not answer in time, so nothing was judged.',
    nextStep: 'Try again, with a longer --timeout on a slow network.',
  },
  throttled: {
    message: 'The server asked for fewer requests, so nothing was judged.',
    nextStep: 'Wait a few minutes, then try again.',
  },
  'server-error': {
    message: 'The server had a fault of its own, so nothing was judged.',
    nextStep: 'Try again in some minutes.',
  },
  'not-json': {
    message: 'Something on the way answered in place of the server, such as a proxy or a security check.',
    nextStep: 'Turn off the VPN or proxy, or try another network.',
  },
  'bad-shape': {
    message: 'The server answered in a form that this version does not know.',
    nextStep: 'Update this program, then try again.',
  },
  'incomplete-list': {
    message: 'The server did not give its whole list, so an absence proves nothing.',
    nextStep: 'Try again in some minutes.',
  },
  'inconsistent-lists': {
    message: 'Two answers of the server contradict each other, so nothing was judged by them.',
    nextStep: 'Try again in some minutes.',
  },
  'feature-unavailable': {
    message: 'The server does not offer remote control for this account.',
    nextStep: 'Check that the workspace allows remote control, then try again.',
  },
  redirected: {
    message: 'The server sent us somewhere else, which is not followed.',
    nextStep: 'Sign in to the network (hotel, company), then try again.',
  },
  'signed-out': {
    message: 'The sign-in is missing or no longer accepted.',
    nextStep: 'Sign in again in the desktop app, then try again.',
  },
  forbidden: {
    message: 'The server refused access for this account.',
    nextStep: 'Ask the workspace administrator whether remote control is allowed.',
  },
  'mfa-required': {
    message: 'The account needs multi-factor authentication for remote control.',
    nextStep: 'Turn it on in the account settings, sign in again, then try again.',
  },
  'already-online': {
    message: 'Another program or a copied computer is online in the place of this one.',
    nextStep: 'Quit other copies of the app, or start them on one computer only, then try again.',
  },
  'clone-suspected': {
    message: 'Another computer uses the identity of this one, as after a migration or a restored disk image.',
    nextStep: 'To make this a new computer, run: mobile-setup repair --full --new-identity',
  },
  'other-account': {
    message: 'The saved pairing belongs to another account, workspace or server, so it was left as it is.',
    nextStep: 'Sign in with the account that paired the phone, then try again.',
  },
  'owners-unreadable': {
    message:
      "The app-server's database cannot be read, so it is not known whose the pairing is, and nothing was judged by it.",
    nextStep:
      'Quit the desktop app, then try again. If it stays so, keep the file state_5.sqlite and report it.',
  },
  'state-unreadable': {
    message: 'The state of the desktop app cannot be read, so it was left as it is.',
    nextStep: 'Keep the file, and put back a good one with: mobile-setup restore',
  },
  'state-changed': {
    message: 'Something else changed the setup in the meantime, so nothing was removed.',
    nextStep: 'Run the command again.',
  },
  'app-running': {
    message: 'The desktop app is running and would write the old values back.',
    nextStep:
      'Quit it completely (menu Quit, or Cmd+Q / Alt+F4, not just its window), then run the command again. If it is another program of that name, or works on another folder, add --force.',
  },
  'write-failed': {
    message: 'The state file could not be written.',
    nextStep: 'Check free space and permissions of the folder, then run the command again.',
  },
  'identity-failed': {
    message: 'The new identity of this computer could not be written.',
    nextStep: 'Check the permissions of the file installation_id, then run the command again.',
  },
  'no-backup': {
    message: 'There is no backup that could be put back.',
    nextStep: 'Look for files named .codex-global-state.json.mobile-pairing-backup.* in the folder.',
  },
  'config-unreadable': {
    message: 'The configuration cannot be read, so it is not known which server to ask.',
    nextStep: 'Correct config.toml, then try again.',
  },
  'bad-base-url': {
    message: 'The configured server address may not be called.',
    nextStep: 'Correct or remove chatgpt_base_url in config.toml, then try again.',
  },
};

/** Puts an outcome into words: what happened, what it means, what to do next. */
export function toReport(outcome: Outcome): Report {
  const { command, status, reason = null, findings = [], changes = [], remote = [], backup = null } = outcome;
  const { detail, diagnostics, isFull = false, isPlan = false } = outcome;
  const repaired = isFull ? FULLY_REPAIRED : STATUSES.repaired;
  const plain = status === 'repaired' ? repaired : STATUSES[status];
  const sentence = reason === null ? plain : REASONS[reason];
  const partly = reason !== null && changes.length > 0 && !isPlan ? `${repaired.message} But: ` : '';
  return {
    command,
    status,
    reason,
    findings,
    changes,
    remote,
    backup,
    message: [`${partly}${sentence.message}`, detail?.trim()].filter(Boolean).join(' '),
    nextStep: sentence.nextStep,
    ...(diagnostics === undefined ? {} : { diagnostics }),
  };
}
