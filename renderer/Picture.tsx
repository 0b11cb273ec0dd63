import type { View } from '../electron/shared/screen.ts';
import { PairingView } from './PairingView.tsx';
import { Glyph, glyphFor, Spinner } from './Glyph.tsx';
import { RepairSteps } from './RepairSteps.tsx';

interface PictureProps {
  readonly view: View;
  readonly onCopyCode: () => Promise<boolean>;
}

/** The picture of a view, between its headline and what to do. It says nothing that the words do not. */
export function Picture({ view, onCopyCode }: PictureProps) {
  return (
    <div key={view.kind} className="picture" aria-live="off">
      {drawView(view, onCopyCode)}
    </div>
  );
}

function drawView(view: View, onCopyCode: () => Promise<boolean>) {
  switch (view.kind) {
    case 'checking':
    case 'preparing':
      return <Spinner />;
    case 'pairing':
      return <PairingView view={view} onCopyCode={onCopyCode} />;
    case 'connected':
      return <Glyph name="connected" />;
    case 'restored':
      return <Glyph name="restored" />;
    case 'problem':
      return <Glyph name={glyphFor(view.reason)} />;
    case 'repairing':
      return <RepairSteps view={view} />;
  }
}
