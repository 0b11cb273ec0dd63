import { Fragment, type ReactNode, type Ref } from 'react';
import type { Screen, View } from '../electron/shared/screen.ts';
import { problemWords } from '../electron/shared/words/problemWords.ts';
import type { Strings, Words } from '../electron/shared/words/strings.ts';
import { clockText } from './countdown.ts';
import { Spinner } from './Glyph.tsx';
import { useStrings } from './language.ts';
import { PhoneLine } from './PhoneLine.tsx';
import { useRemaining } from './useRemaining.ts';

interface StatusProps {
  readonly screen: Screen;
  readonly headline: Ref<HTMLHeadingElement>;
  readonly picture: ReactNode;
  /** What the last check, repair or press came to. */
  readonly children: ReactNode;
}

/**
 * What is going on: the headline, the picture, what to do, in this order in every state. The one region that a screen reader
 * announces by itself, part by part.
 */
export function Status({ screen: { view }, headline, picture, children }: StatusProps) {
  const strings = useStrings();
  const words = view.kind === 'pairing' ? strings.pairing : wordsFor(view, strings);
  return (
    <div role="status" aria-atomic="false" className="status">
      {view.kind === 'pairing' && view.reconnecting && (
        <p className="reconnecting">
          <Spinner />
          {strings.reconnecting}
        </p>
      )}
      <h1 ref={headline} tabIndex={-1}>
        {words.headline}
      </h1>
      {picture}
      <div className="what-to-do">
        <Fragment key={view.kind}>
          <WhatToDo view={view} />
        </Fragment>
        {children}
      </div>
    </div>
  );
}

function wordsFor(view: Exclude<View, { kind: 'pairing' }>, strings: Strings): Words {
  return view.kind === 'problem' ? problemWords(view, strings) : strings.views[view.kind];
}

function WhatToDo({ view }: { readonly view: View }) {
  const strings = useStrings();
  if (view.kind === 'pairing') {
    const { steps, sentence } = strings.pairing;
    return (
      <>
        <ol className="scan-steps">
          {steps.map((step) => (
            <li key={step}>{step}</li>
          ))}
        </ol>
        <p className="next-step">{sentence}</p>
      </>
    );
  }
  const { sentence, nextStep } = wordsFor(view, strings);
  return (
    <>
      {view.kind === 'connected' && view.phone !== null && (
        <PhoneLine phone={view.phone} others={view.others} />
      )}
      <p>{sentence}</p>
      <p className="next-step">{nextStep}</p>
      {view.kind === 'problem' && view.nextTryInMs !== null && <NextTry view={view} />}
    </>
  );
}

type Problem = Extract<View, { kind: 'problem' }>;

const nextTryOf = (view: Problem): number => view.nextTryInMs ?? 0;

/** Ticks for the eye only. */
function NextTry({ view }: { readonly view: Problem }) {
  const { nextTry, trying } = useStrings();
  const left = useRemaining(view, nextTryOf);
  return (
    <p role="timer" className="countdown">
      {left > 0 ? nextTry.replace('#', clockText(left)) : trying}
    </p>
  );
}
