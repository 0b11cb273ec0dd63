import { useId, useState, type SubmitEvent } from 'react';
import type { MobileSetupBridge } from '../electron/shared/ipc.ts';
import type { HostPairing as Result, Screen } from '../electron/shared/screen.ts';
import { useStrings } from './language.ts';

type Hosts = Extract<NonNullable<Screen['authorization']>, { kind: 'hosts' }>['hosts'];

interface HostPairingProps {
  readonly bridge: MobileSetupBridge;
  readonly hosts: Hosts;
}

/** The computers of the account, and the place to type the code that one of them shows. */
export function HostPairing({ bridge, hosts }: HostPairingProps) {
  const { authorization } = useStrings();
  const words = authorization.hosts;
  const [code, setCode] = useState('');
  const [result, setResult] = useState<Result | 'pairing' | null>(null);
  const input = useId();

  const pair = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    if (result === 'pairing' || code.trim() === '') return;
    setResult('pairing');
    const answered = await bridge.pairHost({ code }).catch(() => null);
    const next = answered?.ok ? answered.value : 'offline';
    setResult(next);
    if (next === 'paired') setCode('');
  };

  return (
    <>
      <p>{words.introduction}</p>
      {hosts === null || hosts.length === 0 ? (
        <p className="next-step">{hosts === null ? words.unknown : words.none}</p>
      ) : (
        <ul className="hosts">
          {hosts.map(({ name, online, paired }, index) => (
            // Two computers may have one name, and no id of them ever comes here.
            // oxlint-disable-next-line react/no-array-index-key
            <li key={`${name} ${index}`}>
              <span>{name}</span>
              <span className="next-step">
                {paired ? words.paired : online ? words.online : words.offline}
              </span>
            </li>
          ))}
        </ul>
      )}
      <form className="host-code" onSubmit={(event) => void pair(event)}>
        <label htmlFor={input}>{words.code}</label>
        <input
          id={input}
          value={code}
          maxLength={32}
          autoComplete="off"
          spellCheck={false}
          placeholder="XXXX-XXXX"
          onChange={({ target }) => setCode(target.value)}
        />
        <button type="submit" className="primary" aria-disabled={result === 'pairing' || code.trim() === ''}>
          {words.pair}
        </button>
      </form>
      <p
        aria-live="polite"
        className={result === null || result === 'paired' || result === 'pairing' ? '' : 'bad-text'}
      >
        {result === null ? '' : result === 'pairing' ? words.pairing : words.results[result]}
      </p>
    </>
  );
}
