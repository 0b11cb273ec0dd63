import type { Screen } from '../electron/shared/screen.ts';
import { useStrings } from './language.ts';

interface AuthorizationNoteProps {
  readonly authorization: Screen['authorization'];
  readonly onAuthorize: () => void;
  readonly onClose: () => void;
}

/**
 * Beside the code or the phone: that this computer has to be authorized again and what that means, or why it was not. The one
 * button begins it at once, because the sentence stands next to it.
 */
export function AuthorizationNote({ authorization, onAuthorize, onClose }: AuthorizationNoteProps) {
  const { authorization: words, buttons } = useStrings();
  if (authorization?.kind !== 'needed' && authorization?.kind !== 'failed') return null;
  const isFailed = authorization.kind === 'failed';
  const { what, nextStep } = isFailed ? words.failures[authorization.reason] : words.needed;
  const canBegin = !isFailed || authorization.reason !== 'not-needed';
  return (
    <div className={isFailed ? 'note bad' : 'note'}>
      <p>{what}</p>
      <p>{nextStep}</p>
      <div className="more">
        {canBegin && (
          <button type="button" className="quiet" onClick={onAuthorize}>
            {buttons.authorize}
          </button>
        )}
        {isFailed && (
          <button type="button" className="quiet" onClick={onClose}>
            {words.close}
          </button>
        )}
      </div>
    </div>
  );
}
