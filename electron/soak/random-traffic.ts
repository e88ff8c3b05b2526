import { trafficSourceKind } from '../../shared/kubernetes/own-kinds/traffic-source.ts';
import { refOf } from '../../shared/kubernetes/registry.ts';
import { ownManifest } from '../../shared/topology/own-entries.ts';
import type { Manifest, TrafficEntry } from '../../shared/topology/types.ts';
import { asObject } from '../engine/design/apply-changes.ts';
import type { Dice } from './dice.ts';
import type { Step } from './story.ts';

type InputStep = Extract<Step, { input: unknown }>;

/** Clients of a workload, from outside or from its own pods, for a while: what they overload has to come to itself when they have gone. */
export function randomTraffic(dice: Dice, atMs: number, manifests: readonly Manifest[]): InputStep[] {
  const targets = manifests.filter(({ kind }) => kind === 'Deployment' || kind === 'StatefulSet');
  if (targets.length === 0) return [];
  const { metadata: { name, namespace = 'default' }, spec } = dice.pick(targets) as Manifest & { spec: { selector: { matchLabels: Record<string, string> } } };
  const { matchLabels } = spec.selector;
  const service: Manifest = {
    apiVersion: 'v1', kind: 'Service', metadata: { name: 'asked', namespace }, spec: { type: 'NodePort', selector: matchLabels, ports: [{ port: 80 }] },
  };
  const entry: TrafficEntry = {
    name: `clients-of-${name}`, target: { service: { namespace, name: 'asked' } }, rate: randomRate(dice),
    ...(dice.percent(30) ? { from: { namespace, podSelector: { matchLabels } } } : {}),
  };
  const source = ownManifest(trafficSourceKind, entry);
  return [
    { atMs, input: { do: 'put', manifest: service } }, { atMs, input: { do: 'put', manifest: source } },
    { atMs: atMs + dice.between(100, 3_000) * 100, input: { do: 'delete', ref: refOf(asObject(source)) } },
  ];
}

function randomRate(dice: Dice): TrafficEntry['rate'] {
  const rps = dice.between(1, 60);
  return dice.pick<TrafficEntry['rate']>([
    { pattern: 'Constant', rps }, { pattern: 'Ramp', fromRps: 0, toRps: rps * 4, seconds: 90 }, { pattern: 'Day', lowRps: 1, highRps: rps * 2, periodSeconds: 300 },
    { pattern: 'Spike', rps, spikeRps: rps * 10, startSeconds: 20, seconds: 10, everySeconds: 60 },
  ]);
}
