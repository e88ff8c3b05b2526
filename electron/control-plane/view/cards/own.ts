import { desiredSizeOf, type NodeGroup } from '../../../../shared/kubernetes/types/node-group.ts';
import type { TrafficSource } from '../../../../shared/kubernetes/types/traffic-source.ts';
import { defaultMachineType } from '../../../../shared/topology/machine-types.ts';
import type { CardBuilder, CardFacts } from './card-facts.ts';

/** Our own kinds besides machines, which are drawn as what they are. */
export const ownCards: Readonly<Record<string, CardBuilder>> = {
  nodegroups: (object) => nodeGroup(object as NodeGroup),
  trafficsources: (object) => ({ ...trafficSource(object as TrafficSource), ...constantRate(object as TrafficSource) }),
};

function nodeGroup({ spec, status }: NodeGroup): CardFacts {
  const desired = desiredSizeOf(spec);
  const ready = status?.ready ?? 0;
  const isSettled = ready === desired && (status?.size ?? 0) === desired;
  return {
    family: isSettled ? (desired === 0 ? 'done' : 'ready') : 'working',
    fact: { key: 'view:card.nodeGroup', params: { ready, desired, min: spec.minSize, max: spec.maxSize } },
    group: { min: spec.minSize, max: spec.maxSize, desired, size: status?.size ?? 0, ready, type: spec.type ?? defaultMachineType, zones: spec.zones ?? [] },
  };
}

/** A rate that a handle can set. */
function constantRate({ spec: { rate } }: TrafficSource): Pick<CardFacts, 'rate'> {
  return rate.pattern === 'Constant' ? { rate: { rps: rate.rps } } : {};
}

/** Of a hundred requests, from which part of them on failures are trouble, and not the noise of pods that come and go. */
export const troubleShare = 0.01;

function trafficSource({ spec, status }: TrafficSource): CardFacts {
  if (spec.paused) return { family: 'done', fact: { key: 'view:card.trafficPaused' } };
  if (status?.rps === undefined) return { family: 'waiting', fact: { key: 'view:card.trafficNew' } };
  const { rps, failedRps = 0 } = status;
  const failed = rps > 0 ? failedRps / rps : 0;
  const params = { rps: Math.round(rps * 10) / 10, failed: Math.round(failed * 1_000) / 10 };
  if (failed >= troubleShare) return { family: failed >= 0.5 ? 'bad' : 'attention', fact: { key: 'view:card.trafficFailing', params } };
  return { family: 'ready', fact: { key: 'view:card.traffic', params } };
}
