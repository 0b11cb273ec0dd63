import type { Ref } from 'react';
import type { Outcome, Screen, View } from '../electron/shared/screen.ts';
import { countWords } from '../electron/shared/words/choose.ts';
import { useStrings } from './language.ts';
import type { Strings, Words } from '../electron/shared/words/strings.ts';
import type { Notice } from './useCalls.ts';

interface StatusProps {
  readonly screen: Screen;
  readonly notice: Notice | null;
  readonly headline: Ref<HTMLHeadingElement>;
}

/** What is going on, in words: the one region that a screen reader announces by itself. */
export function Status({ screen, notice, headline }: StatusProps) {
  const strings = useStrings();
  const words = wordsFor(screen.view, strings);
  return (
    <div role="status" className="status">
      <h1 ref={headline} tabIndex={-1}>
        {words.headline}
      </h1>
      <p>{words.sentence}</p>
      <p className="next-step">{words.nextStep}</p>
      {screen.outcome && <OutcomeNote outcome={screen.outcome} />}
      {notice && <NoticeNote notice={notice} />}
    </div>
  );
}

function wordsFor(view: View, strings: Strings): Words {
  if (view.kind === 'problem') return strings.problems[view.reason];
  const words = strings.views[view.kind];
  if (view.kind === 'pairing' && view.manualCode === null) return { ...words, nextStep: strings.scanOnly };
  return words;
}

function OutcomeNote({ outcome }: { readonly outcome: Outcome }) {
  const { outcomes, removables, removed } = useStrings();
  const sentence = outcomes[outcome.kind][outcome.requested ? 'requested' : 'automatic'];
  if (sentence === null) return null;
  return (
    <div className={outcome.kind === 'unverified' ? 'note' : 'note good'}>
      <p>{sentence}</p>
      {outcome.removed.length > 0 && (
        <div className="removed">
          {removed}{' '}
          <ul>
            {outcome.removed.map(({ what, count }) => (
              <li key={what}>{countWords(removables[what], count)}</li>
            ))}
          </ul>
        </div>
      )}
    </div>
  );
}

function NoticeNote({ notice }: { readonly notice: Notice }) {
  const { copied } = useStrings();
  if (notice.kind === 'copied') return <p className="note">{copied}</p>;
  return (
    <div className="note bad">
      <p>{notice.failure.what}</p>
      <p>{notice.failure.nextStep}</p>
    </div>
  );
}
