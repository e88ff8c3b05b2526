import { objectKey } from '../../../../shared/kubernetes/registry.ts';
import type { EventRegistration } from '../framework/cluster-event.ts';

/** A change of a claim is worth an attempt for pods that use it. Source: isSchedulableAfterPersistentVolumeClaimChange. */
export const claimOfPod: NonNullable<EventRegistration['hint']> = (waiting, { object }) =>
  (object !== undefined && waiting.shape.claims.includes(objectKey(object)) ? 'Queue' : 'Skip');
