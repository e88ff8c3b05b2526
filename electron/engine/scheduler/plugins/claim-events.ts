import type { EventRegistration } from '../framework/cluster-event.ts';

/** A change of a claim is worth an attempt for pods that use it. Source: isSchedulableAfterPersistentVolumeClaimChange. */
export const claimOfPod: NonNullable<EventRegistration['hint']> = (waiting, { claim }) =>
  (claim !== undefined && waiting.shape.claims.includes(claim) ? 'Queue' : 'Skip');
