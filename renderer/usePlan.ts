import { useCallback, useEffect, useRef, useState } from 'react';
import type { Failure, MobileSetupBridge } from '../electron/shared/ipc.ts';
import type { RepairProposal } from '../electron/shared/screen.ts';
import { useStrings } from './language.ts';

/** How far the plan of a repair is: being made, made, or not to be had. */
export type Planning =
  | { readonly kind: 'planning' }
  | { readonly kind: 'planned'; readonly plan: RepairProposal }
  | { readonly kind: 'failed'; readonly failure: Failure };

const PLANNING: Planning = { kind: 'planning' };

/** Has main make a plan, and again on request; what an older request resolves to counts for nothing. */
export function usePlan(bridge: MobileSetupBridge) {
  const { unexpected } = useStrings();
  const [planning, setPlanning] = useState(PLANNING);
  const newest = useRef(0);
  const plan = useCallback(async (): Promise<void> => {
    newest.current += 1;
    const request = newest.current;
    const result = await bridge.proposeRepair().catch(() => ({ ok: false, failure: unexpected }) as const);
    if (request !== newest.current) return;
    setPlanning(
      result.ok ? { kind: 'planned', plan: result.value } : { kind: 'failed', failure: result.failure },
    );
  }, [bridge, unexpected]);
  useEffect(() => {
    void plan();
    return () => {
      newest.current += 1;
    };
  }, [plan]);
  const planAgain = (): void => {
    setPlanning(PLANNING);
    void plan();
  };
  return { planning, planAgain };
}
