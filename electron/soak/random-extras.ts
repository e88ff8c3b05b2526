import { refOf } from '../../shared/kubernetes/registry.ts';
import { machineKind } from '../../shared/kubernetes/own-kinds/machine.ts';
import { ownManifest } from '../../shared/topology/own-entries.ts';
import type { MachineEntry, Manifest } from '../../shared/topology/types.ts';
import { asObject } from '../engine/design/apply-changes.ts';
import type { Dice } from './dice.ts';
import { randomTraffic } from './random-traffic.ts';
import type { Step } from './story.ts';

type InputStep = Extract<Step, { input: unknown }>;

/** What some stories have besides: machines that come and go, custom resources, server-side apply, traffic. Dice of their own leave the other stories as they were. */
export function randomExtras(dice: Dice, when: () => number, machines: readonly MachineEntry[], manifests: readonly Manifest[]): InputStep[] {
  return [
    ...(dice.percent(15) ? machineComes(dice.fork('machine-comes'), when()) : []),
    ...(dice.percent(15) ? machineGoes(dice.fork('machine-goes'), when(), machines) : []),
    ...(dice.percent(15) ? customResources(dice.fork('custom'), when()) : []),
    ...(dice.percent(20) ? serverSideApply(dice.fork('apply'), when, manifests) : []),
    ...(dice.percent(25) ? randomTraffic(dice.fork('traffic'), when(), manifests) : []),
  ];
}

function machineComes(dice: Dice, atMs: number): InputStep[] {
  const entry: MachineEntry = { name: 'late-1', roles: ['worker'], type: dice.pick(['t3.medium', 'm5.large']), zone: 'zone-a', bootSeconds: dice.pick([5, 30]) };
  const manifest = ownManifest(machineKind, entry);
  const added: InputStep = { atMs, input: { do: 'put', manifest } };
  return dice.percent(40) ? [added, { atMs: atMs + dice.between(1, 1_800) * 100, input: { do: 'delete', ref: refOf(asObject(manifest)) } }] : [added];
}

/** A worker is taken away for good, while there is another. */
function machineGoes(dice: Dice, atMs: number, machines: readonly MachineEntry[]): InputStep[] {
  const workers = machines.filter(({ roles }) => !roles.includes('control-plane'));
  return workers.length < 2 ? [] : [{ atMs, input: { do: 'delete', ref: refOf(asObject(ownManifest(machineKind, dice.pick(workers)))) } }];
}

const definition: Manifest = {
  apiVersion: 'apiextensions.k8s.io/v1', kind: 'CustomResourceDefinition', metadata: { name: 'widgets.example.com' },
  spec: {
    group: 'example.com', scope: 'Namespaced', names: { plural: 'widgets', singular: 'widget', kind: 'Widget', listKind: 'WidgetList' },
    versions: [{
      name: 'v1', served: true, storage: true,
      schema: { openAPIV3Schema: { type: 'object', properties: { spec: { type: 'object', properties: { size: { type: 'integer', default: 1 } } } } } },
    }],
  },
};

/** A kind, objects of it, and sometimes the end of the kind, which takes its objects along. */
function customResources(dice: Dice, atMs: number): InputStep[] {
  const steps: InputStep[] = [{ atMs, input: { do: 'put', manifest: definition } }];
  for (let index = dice.between(1, 4); index > 0; index -= 1) {
    const manifest: Manifest = { apiVersion: 'example.com/v1', kind: 'Widget', metadata: { name: `widget-${index}`, namespace: dice.pick(['default', 'shop']) }, spec: { size: dice.between(1, 9) } };
    steps.push({ atMs: atMs + dice.between(20, 600) * 100, input: { do: 'put', manifest } });
  }
  if (dice.percent(50)) steps.push({ atMs: atMs + dice.between(1, 900) * 100, input: { do: 'delete', ref: refOf(asObject(definition)) } });
  return steps;
}

/** Two managers apply the size and the template of one workload; who does not force it may be refused. */
function serverSideApply(dice: Dice, when: () => number, manifests: readonly Manifest[]): InputStep[] {
  const targets = manifests.filter(({ kind }) => kind === 'Deployment' || kind === 'StatefulSet');
  if (targets.length === 0) return [];
  const { apiVersion, kind, metadata: { name, namespace = 'default' } } = dice.pick(targets);
  return Array.from({ length: dice.between(1, 4) }, () => ({
    atMs: when(),
    input: {
      do: 'apply', manager: dice.pick(['pipeline', 'operator']), force: dice.percent(50),
      config: { apiVersion, kind, metadata: { name, namespace }, spec: { replicas: dice.between(0, 6) } },
    },
  }) satisfies InputStep);
}
