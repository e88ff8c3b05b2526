import { create } from 'zustand';
import type { RequestTrace } from '../../shared/network/trace.ts';

/** The request that is being followed, for whoever draws its way. */
export interface FollowedWay {
  trace: RequestTrace;
  /** The hop that is looked at. */
  current: number;
}

export const useFollowedWay = create<{ way: FollowedWay | undefined }>()(() => ({ way: undefined }));
