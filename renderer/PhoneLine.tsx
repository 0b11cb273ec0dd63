import type { View } from '../electron/shared/screen.ts';
import { countWords } from '../electron/shared/words/choose.ts';
import { useStrings } from './language.ts';
import { lastSeenText } from './lastSeen.ts';
import { useNow } from './useNow.ts';

type Connected = Extract<View, { kind: 'connected' }>;

interface PhoneLineProps {
  readonly phone: NonNullable<Connected['phone']>;
  readonly others: number;
}

/** How the service spells a platform, and how its maker does. */
const PLATFORMS: Readonly<Record<string, string>> = { ios: 'iOS', ipados: 'iPadOS', android: 'Android' };

/** Which phone is connected: its name, its system, when it was last seen, and how many more there are. */
export function PhoneLine({ phone: { name, platform, lastSeenAt }, others }: PhoneLineProps) {
  const strings = useStrings();
  const now = useNow();
  const facts = [
    platform === null ? null : (PLATFORMS[platform.toLowerCase()] ?? platform),
    lastSeenAt === null ? null : lastSeenText(lastSeenAt, now, strings),
  ].filter((fact) => fact !== null);
  return (
    <div className="phone">
      <p>
        <b>
          <bdi>{name ?? strings.phone.unnamed}</bdi>
        </b>
        {/* Told with the phone, and not each time it is a minute longer ago. */}
        <span aria-live="off">
          {facts.map((fact) => (
            <span key={fact}>
              {' · '}
              {fact}
            </span>
          ))}
        </span>
      </p>
      {others > 0 && <p className="next-step">{countWords(strings.phone.others, others)}</p>}
    </div>
  );
}
