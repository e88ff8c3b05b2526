import type { RelationRule } from '../rule.ts';
import { calls } from './calls.ts';
import { claim, claimTemplates, volume } from './claims.ts';
import { disruptionBudget } from './disruption-budget.ts';
import { endpointSlice } from './endpoint-slice.ts';
import { ingress } from './ingress.ts';
import { namespaceLimits } from './namespace-limits.ts';
import { networkPolicy } from './network-policy.ts';
import { podTemplate } from './pod-template.ts';
import { scaleTarget } from './scale-target.ts';
import { serviceSelector } from './service-selector.ts';
import { trafficTarget } from './traffic-target.ts';

/** All relations between kinds. Ownership is not among them: every object states it in the same field. */
export const relationRules: readonly RelationRule[] = [
  trafficTarget, calls, ingress, serviceSelector, scaleTarget, disruptionBudget, networkPolicy, podTemplate, claimTemplates, claim, volume, endpointSlice, namespaceLimits,
];
