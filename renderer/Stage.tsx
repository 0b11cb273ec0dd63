import type { View } from '../electron/shared/screen.ts';
import { PairingView } from './PairingView.tsx';
import { Glyph, glyphFor, Spinner } from './Glyph.tsx';
import { RepairSteps } from './RepairSteps.tsx';

/** The picture of a view, always in the same place and of the same height. */
export function Stage({ view }: { readonly view: View }) {
  return <div className="stage">{drawView(view)}</div>;
}

function drawView(view: View) {
  switch (view.kind) {
    case 'checking':
    case 'preparing':
      return <Spinner />;
    case 'pairing':
      return <PairingView view={view} />;
    case 'connected':
      return <Glyph name="connected" />;
    case 'restored':
      return <Glyph name="restored" />;
    case 'problem':
      return <Glyph name={glyphFor(view.reason)} />;
    case 'repairing':
      return <RepairSteps current={view.step} />;
  }
}
