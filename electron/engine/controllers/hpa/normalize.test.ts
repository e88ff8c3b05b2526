import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { HPAScalingRules, HorizontalPodAutoscalerBehavior } from '../../../../shared/kubernetes/types/autoscaling.ts';
import { newMemory, rememberScaling } from './memory.ts';
import { normalize } from './normalize.ts';
import { averageUsage, isWithin } from './usage-ratio.ts';
import { replicasForAverage } from './replica-calculator.ts';

const rules: fc.Arbitrary<HPAScalingRules> = fc.record({
  stabilizationWindowSeconds: fc.nat(600),
  selectPolicy: fc.constantFrom('Max' as const, 'Min' as const, 'Disabled' as const),
  policies: fc.array(
    fc.record({
      type: fc.constantFrom('Pods' as const, 'Percent' as const), value: fc.integer({ min: 1, max: 200 }),
      periodSeconds: fc.integer({ min: 1, max: 600 }),
    }),
    { minLength: 1, maxLength: 3 },
  ),
});
const behaviors: fc.Arbitrary<HorizontalPodAutoscalerBehavior | undefined> = fc.option(
  fc.record({ scaleUp: rules, scaleDown: rules }), { nil: undefined },
);
const steps = fc.array(
  fc.record({ afterMs: fc.integer({ min: 1_000, max: 400_000 }), recommended: fc.nat(60) }), { minLength: 1, maxLength: 25 },
);

it('never leaves the bounds, nor goes further than what was recommended within the windows', () => {
  fc.assert(fc.property(behaviors, steps, fc.integer({ min: 1, max: 10 }), fc.integer({ min: 0, max: 30 }), (behavior, list, min, more) => {
    const bounds = { minReplicas: min, maxReplicas: min + more };
    const memory = newMemory(min, 0);
    let current = min;
    let nowMs = 0;
    let highestEver = min;
    for (const { afterMs, recommended } of list) {
      nowMs += afterMs;
      highestEver = Math.max(highestEver, recommended);
      const { replicas, scalingLimited } = normalize(memory, behavior, bounds, current, recommended, nowMs);
      expect(replicas).toBeGreaterThanOrEqual(bounds.minReplicas);
      expect(replicas).toBeLessThanOrEqual(Math.min(bounds.maxReplicas, highestEver));
      if (replicas !== current && behavior?.[replicas > current ? 'scaleUp' : 'scaleDown']?.selectPolicy === 'Disabled') {
        throw new Error('scaled in a direction that is switched off');
      }
      if (scalingLimited.status === 'False') expect(scalingLimited.reason).toBe('DesiredWithinRange');
      if (replicas !== current) rememberScaling(memory, behavior, current, replicas, nowMs);
      current = replicas;
    }
  }));
});

it('settles under a constant load that is shared by all pods', () => {
  const loads = fc.integer({ min: 1, max: 100_000 });
  const targets = fc.integer({ min: 10, max: 5_000 });
  fc.assert(fc.property(loads, targets, fc.integer({ min: 1, max: 50 }), (load, target, start) => {
    const tolerances = { scaleUp: 0.1, scaleDown: 0.1 };
    let replicas = start;
    for (let round = 0; round < 12; round += 1) {
      const pods = Array.from({ length: replicas }, (_, index) => ({
        name: `p${index}`, phase: 'Running', deleting: false, startedAtMs: 0, ready: { status: 'True' as const, transitionAtMs: 0 },
      }));
      const metrics = new Map(pods.map(({ name }) => [name, { milliValue: Math.floor(load / replicas), atMs: 1e6, windowMs: 15_000 }]));
      const proposal = replicasForAverage({ pods, currentReplicas: replicas, tolerances, nowMs: 1e6 }, 'cpu', metrics, target);
      const next = Math.min(Math.max(proposal.ok ? proposal.value.replicas : replicas, 1), 500);
      if (next === replicas) {
        const { ratio } = averageUsage(new Map([...metrics].map(([name, { milliValue }]) => [name, milliValue])), target);
        // On target, or one pod less would be above it.
        expect(isWithin(ratio, tolerances) || Math.ceil(ratio * replicas) === replicas || replicas === 1 || replicas === 500).toBe(true);
        return;
      }
      replicas = next;
    }
    throw new Error(`does not settle: ${replicas}`);
  }));
});
