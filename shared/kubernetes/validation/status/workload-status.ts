import type { Fields } from '../../fields.ts';
import { fieldsOf, numberOf, optionalNumber } from '../../fields.ts';
import type { FieldErrors } from '../field-errors.ts';
import { invalid } from '../field-errors.ts';
import { validateNotNegative } from '../numbers.ts';

/** Source: pkg/apis/apps/validation ValidateDeploymentStatusUpdate. */
export function validateDeploymentStatus(next: Fields, old: Fields): FieldErrors {
  const status = fieldsOf(next, 'status');
  return [
    ...validateNotNegative(
      status, 'status', 'observedGeneration', 'replicas', 'updatedReplicas', 'readyReplicas', 'availableReplicas', 'unavailableReplicas',
      'terminatingReplicas', 'collisionCount',
    ),
    ...atMostReplicas(status, 'updatedReplicas', 'readyReplicas', 'availableReplicas'), ...availableAreReady(status, 'readyReplicas'),
    ...validateCollisions(next, old),
  ];
}

/** Source: ValidateReplicaSetStatusUpdate. */
export function validateReplicaSetStatus(next: Fields): FieldErrors {
  const status = fieldsOf(next, 'status');
  return [
    ...validateNotNegative(
      status, 'status', 'replicas', 'fullyLabeledReplicas', 'readyReplicas', 'availableReplicas', 'terminatingReplicas', 'observedGeneration',
    ),
    ...atMostReplicas(status, 'fullyLabeledReplicas', 'readyReplicas', 'availableReplicas'), ...availableAreReady(status, 'readyReplicas'),
  ];
}

/** Source: ValidateStatefulSetStatusUpdate. */
export function validateStatefulSetStatus(next: Fields, old: Fields): FieldErrors {
  const status = fieldsOf(next, 'status');
  return [
    ...validateNotNegative(
      status, 'status', 'replicas', 'readyReplicas', 'currentReplicas', 'updatedReplicas', 'availableReplicas', 'observedGeneration', 'collisionCount',
    ),
    ...atMostReplicas(status, 'readyReplicas', 'currentReplicas', 'updatedReplicas', 'availableReplicas'),
    ...availableAreReady(status, 'status.readyReplicas'), ...validateCollisions(next, old),
  ];
}

/** Source: ValidateDaemonSetStatusUpdate. */
export function validateDaemonSetStatus(next: Fields, old: Fields): FieldErrors {
  return [
    ...validateNotNegative(
      fieldsOf(next, 'status'), 'status', 'currentNumberScheduled', 'numberMisscheduled', 'desiredNumberScheduled', 'numberReady', 'observedGeneration',
      'updatedNumberScheduled', 'numberAvailable', 'numberUnavailable', 'collisionCount',
    ),
    ...validateCollisions(next, old),
  ];
}

function atMostReplicas(status: Fields, ...fields: string[]): FieldErrors {
  return fields.filter((field) => numberOf(status, field) > numberOf(status, 'replicas'))
    .map((field) => invalid(`status.${field}`, status[field], 'cannot be greater than status.replicas'));
}

function availableAreReady(status: Fields, shown: string): FieldErrors {
  const available = numberOf(status, 'availableReplicas');
  return available > numberOf(status, 'readyReplicas') ? [invalid('status.availableReplicas', available, `cannot be greater than ${shown}`)] : [];
}

/** The count of name collisions goes into names, and only up. */
function validateCollisions(next: Fields, old: Fields): FieldErrors {
  const [now, before] = [next, old].map((owner) => optionalNumber(fieldsOf(owner, 'status'), 'collisionCount'));
  return before !== undefined && (now === undefined || now < before) ? [invalid('status.collisionCount', now ?? 0, 'cannot be decremented')] : [];
}
