import { create } from 'zustand';
import type { ScalingChain } from '../../shared/view/scaling.ts';
import { ui } from '../store/ui.ts';

/** Which chain is looked at; undefined: the newest, whichever that is. */
export const useChosenChain = create<{ id: number | undefined }>()(() => ({ id: undefined }));

/** Opens a chain in the inspector's place. */
export function showChain(id: number | undefined): void {
  useChosenChain.setState({ id });
  ui.showScaling();
}

/** The chain that is looked at, and where it stands among all. */
export function chosenOf(chains: readonly ScalingChain[], id: number | undefined): { chain: ScalingChain | undefined; index: number } {
  const found = chains.findIndex((chain) => chain.id === id);
  const index = found < 0 ? chains.length - 1 : found;
  return { chain: chains[index], index };
}
