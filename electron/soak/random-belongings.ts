import { loadBalancerController } from '../../shared/cloud/aws/load-balancer-controller.ts';
import { machineKind } from '../../shared/kubernetes/own-kinds/machine.ts';
import { refOf } from '../../shared/kubernetes/registry.ts';
import { ownManifest } from '../../shared/topology/own-entries.ts';
import type { Manifest } from '../../shared/topology/types.ts';
import { asObject } from '../engine/design/apply-changes.ts';
import type { Dice } from './dice.ts';
import { sixthEdition } from './editions.ts';
import type { Site } from './random-machines.ts';
import type { Step } from './story.ts';

type InputStep = Extract<Step, { input: unknown }>;

/** What a cloud has for the cluster and has to take away again: load balancers and disks that come and go; and machines that are given other roles. */
export function randomBelongings(dice: Dice, when: () => number, site: Site, manifests: readonly Manifest[]): InputStep[] {
  return [
    ...Array.from({ length: dice.between(0, 2) }, (_, index) => loadBalancer(dice, when, index, manifests)).flat(),
    ...Array.from({ length: dice.between(0, 3) }, (_, index) => disk(dice, when, index)).flat(),
    ...(dice.percent(20) ? newRoles(dice, when(), site) : []),
    ...(dice.knows(sixthEdition) ? applicationBalancer(dice.fork('application'), when, site, manifests) : []),
  ];
}

/** What the cluster needs for Ingresses of class `alb`, in some stories. */
export function randomBalancerController(dice: Dice, { provider }: Site): Manifest[] {
  return provider.name === 'aws' && dice.percent(60) ? loadBalancerController('soak') : [];
}

/** An Ingress of class `alb`, and a Service of a workload behind it; without the controller nobody cares for it. */
function applicationBalancer(dice: Dice, when: () => number, { provider }: Site, manifests: readonly Manifest[]): InputStep[] {
  const [target] = manifests.filter(({ kind }) => kind === 'Deployment' || kind === 'StatefulSet');
  if (provider.name !== 'aws' || !target || dice.percent(40)) return [];
  const { namespace = 'default', name } = target.metadata;
  const service: Manifest = { apiVersion: 'v1', kind: 'Service', metadata: { name: 'lobby', namespace }, spec: { type: 'NodePort', selector: { app: name }, ports: [{ port: 80 }] } };
  const ingress: Manifest = {
    apiVersion: 'networking.k8s.io/v1', kind: 'Ingress',
    metadata: { name: 'lobby', namespace, annotations: { 'alb.ingress.kubernetes.io/scheme': 'internet-facing', 'alb.ingress.kubernetes.io/target-type': dice.pick(['instance', 'ip']) } },
    spec: { ingressClassName: 'alb', rules: [{ http: { paths: [{ path: '/', pathType: 'Prefix', backend: { service: { name: 'lobby', port: { number: 80 } } } }] } }] },
  };
  const atMs = when();
  const after = (): number => atMs + dice.between(1, 6_000) * 100;
  return [put(atMs, service), put(atMs, ingress), ...(dice.percent(70) ? [remove(after(), ingress)] : []), ...(dice.percent(30) ? [remove(after(), service)] : [])];
}

function put(atMs: number, manifest: Manifest): InputStep {
  return { atMs, input: { do: 'put', manifest } };
}

function remove(atMs: number, manifest: Manifest): InputStep {
  return { atMs, input: { do: 'delete', ref: refOf(asObject(manifest)) } };
}

function loadBalancer(dice: Dice, when: () => number, index: number, manifests: readonly Manifest[]): InputStep[] {
  const targets = manifests.filter(({ kind }) => kind === 'Deployment' || kind === 'StatefulSet' || kind === 'DaemonSet');
  if (targets.length === 0) return [];
  const { metadata: { namespace = 'default', name } } = dice.pick(targets);
  const prefix = 'service.beta.kubernetes.io/aws-load-balancer-';
  const annotations: Record<string, string> = { ...(dice.percent(30) ? { [`${prefix}cross-zone-load-balancing-enabled`]: 'true' } : {}), ...(dice.percent(20) ? { [`${prefix}scheme`]: 'internal' } : {}) };
  if (dice.knows(sixthEdition) && dice.percent(50)) annotations[`${prefix}type`] = 'nlb';
  const service: Manifest = {
    apiVersion: 'v1', kind: 'Service', metadata: { name: `door-${index + 1}`, namespace, annotations },
    spec: { type: 'LoadBalancer', selector: { app: name }, ports: [{ port: 80 }], externalTrafficPolicy: dice.pick(['Cluster', 'Local']) },
  };
  const atMs = when();
  const laterMs = atMs + dice.between(1, 6_000) * 100;
  const later: InputStep[] = [
    remove(laterMs, service),
    { atMs: laterMs, input: { do: 'patch', ref: refOf(asObject(service)), patch: { spec: { type: 'ClusterIP', externalTrafficPolicy: null } } } },
    { atMs: laterMs, input: { do: 'patch', ref: refOf(asObject(service)), patch: { spec: { ports: [{ port: 80 }, { port: 443, name: 'https' }] } } } },
  ];
  return dice.percent(25) ? [put(atMs, service)] : [put(atMs, service), dice.pick(later)];
}

/** A claim and a pod that has it, put away in any order, or with the claim alone. */
function disk(dice: Dice, when: () => number, index: number): InputStep[] {
  const metadata = (kind: string): Manifest['metadata'] => ({ name: `scratch-${kind}-${index + 1}`, namespace: 'default' });
  const claim: Manifest = {
    apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: metadata('claim'),
    spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: `${dice.between(1, 9)}Gi` } } },
  };
  const pod: Manifest = {
    apiVersion: 'v1', kind: 'Pod', metadata: metadata('pod'),
    spec: {
      terminationGracePeriodSeconds: dice.pick([0, 5, 30]), containers: [{ name: 'main', image: 'nginx:1.27', volumeMounts: [{ name: 'data', mountPath: '/data' }] }],
      volumes: [{ name: 'data', persistentVolumeClaim: { claimName: `scratch-claim-${index + 1}` } }],
    },
  };
  const atMs = when();
  const after = (): number => atMs + dice.between(1, 3_000) * 100;
  return [
    put(atMs, claim), ...(dice.percent(80) ? [put(atMs, pod)] : []),
    ...(dice.percent(70) ? [remove(after(), pod)] : []), ...(dice.percent(70) ? [remove(after(), claim)] : []),
  ];
}

/** A worker becomes one of the control plane's machines too, or one of these hands that over. */
function newRoles(dice: Dice, atMs: number, { machines }: Site): InputStep[] {
  const entry = dice.pick(machines);
  const isHost = entry.roles.includes('control-plane');
  return [{ atMs, input: { do: 'patch', ref: refOf(asObject(ownManifest(machineKind, entry))), patch: { spec: { roles: isHost ? ['worker'] : ['control-plane', 'worker'] } } } }];
}
