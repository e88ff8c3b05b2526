import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { groupVersionOf, resourceTypes, type ObjectRef } from '../../../shared/kubernetes/registry.ts';
import type { KubernetesObject } from '../../../shared/kubernetes/types/meta.ts';
import { defaultCluster } from '../../../shared/topology/cluster-document.ts';
import type { Pod } from '../../../shared/kubernetes/types/pod.ts';
import { everyKindYaml } from '../../../shared/topology/testing/every-kind.ts';
import type { Manifest } from '../../../shared/topology/types.ts';
import type { WhyAnswer } from '../../../shared/view/why.ts';
import type { Fault } from '../../../shared/faults.ts';
import { componentRef } from '../../../shared/view/component-ref.ts';
import { World } from '../../engine/world.ts';
import { explain } from './explain.ts';

function worldOf(yaml: string, { workers = 2, seconds = 60, images = [] }: { workers?: number; seconds?: number; images?: { image: string; [field: string]: unknown }[] } = {}): World {
  const cluster = defaultCluster('why', 1);
  cluster.spec.machines = [{ name: 'cp', roles: ['control-plane'] }, ...Array.from({ length: workers }, (_, at) => ({ name: `w${at + 1}`, roles: ['worker' as const] }))];
  if (images.length > 0) cluster.spec.images = images;
  const { world, refused } = World.create({ cluster, manifests: parseAllDocuments(yaml).map((document) => document.toJS() as Manifest) });
  expect(refused).toEqual([]);
  world.advance({ untilMs: seconds * 1000 });
  return world;
}

function refOf(kind: string, name: string, namespace = 'default'): ObjectRef {
  const type = resourceTypes.find((candidate) => candidate.kind === kind);
  return { apiVersion: type ? groupVersionOf(type) : 'v1', kind, name, ...(type?.namespaced ? { namespace } : {}) };
}

/** Every key that an answer uses has words: a missing one would show as a key. */
function why(world: World, ref: ObjectRef): WhyAnswer {
  const answer = explain(world, ref);
  if (!answer.ok) throw new Error(JSON.stringify(answer.error));
  for (const key of keysOf(answer.value)) expect(hasWords(key), key).toBe(true);
  return answer.value;
}

function keysOf({ headline, detail, evidence, remedies }: WhyAnswer): string[] {
  return [headline, ...(detail ? [detail] : []), ...remedies.map(({ text }) => text), ...evidence.flatMap((item) => (item.kind === 'chain' ? item.steps.map(({ text }) => text) : item.kind === 'field' ? [item.text] : []))].map(({ key }) => key);
}

function hasWords(key: string): boolean {
  const [catalogue = '', name = ''] = key.split(':');
  return ['en', 'pt-BR'].every((language) => {
    const words = wordsOf(language, catalogue);
    return name in words || `${name}_other` in words;
  });
}

const known = new Map<string, object>();

function wordsOf(language: string, catalogue: string): object {
  const path = `../../../renderer/i18n/${language}/${catalogue}.json`;
  const words = known.get(path) ?? (JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8')) as object);
  known.set(path, words);
  return words;
}

const steps = ({ evidence }: WhyAnswer): { key: string; params: unknown }[] =>
  evidence.flatMap((item) => (item.kind === 'chain' ? item.steps.map(({ text }) => ({ key: text.key, params: text.params })) : []));
const step = (answer: WhyAnswer, key: string): unknown => steps(answer).find((candidate) => candidate.key === `why:${key}`)?.params;
const named = (world: World, resource: string, part: string): KubernetesObject => [...world.api.list(resource)].find(({ metadata }) => metadata.name.includes(part)) as KubernetesObject;

/** Beside an object of every kind, what goes wrong with some. */
const withTroubles = `${everyKindYaml}
---
apiVersion: v1
kind: Secret
metadata: { name: tls }
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: mixed }
spec:
  ingressClassName: nginx
  tls: [{ hosts: [shop.example], secretName: tls }]
  rules:
    - host: shop.example
      http:
        paths:
          - { path: /, pathType: Prefix, backend: { service: { name: web, port: { number: 80 } } } }
          - { path: /pay, pathType: Prefix, backend: { service: { name: pay, port: { number: 80 } } } }
          - { path: /adm, pathType: Prefix, backend: { service: { name: web, port: { number: 81 } } } }
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: lost }
spec: { ingressClassName: none, defaultBackend: { service: { name: web, port: { number: 80 } } } }
---
apiVersion: apps/v1
kind: DaemonSet
metadata: { name: nowhere }
spec:
  selector: { matchLabels: { app: nowhere } }
  template: { metadata: { labels: { app: nowhere } }, spec: { nodeSelector: { disk: ssd }, containers: [{ name: c, image: "busybox:1.37" }] } }
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: slow }
spec:
  serviceName: slow
  replicas: 2
  selector: { matchLabels: { app: slow } }
  template: { metadata: { labels: { app: slow } }, spec: { containers: [{ name: c, image: "slow:1", readinessProbe: { tcpSocket: { port: 5432 } } }] } }
  volumeClaimTemplates:
    - metadata: { name: data }
      spec: { accessModes: [ReadWriteOnce], storageClassName: fast, resources: { requests: { storage: 1Gi } } }
`;

describe('objects that others read', () => {
  const world = worldOf(withTroubles, { images: [{ image: 'slow:1', neverReady: true }] });
  it.each([
    ['ConfigMap', 'settings', 'used.ConfigMap', { count: 3 }],
    ['Secret', 'tls', 'used.nobody', {}],
    ['PriorityClass', 'high', 'used.PriorityClass', { count: 3, value: 1000 }],
    ['ServiceAccount', 'default', 'used.ServiceAccount', { count: 10 }],
    ['LimitRange', 'sizes', 'limits.changed', { count: 10 }],
    ['Ingress', 'mixed', 'ingress.reaches', { good: 1, backends: 3 }],
    ['Ingress', 'lost', 'ingress.classMissing', { class: 'none' }],
    ['IngressClass', 'nginx', 'ingressClass.used', { count: 2, by: 'k8s.io/ingress-nginx' }],
    ['StorageClass', 'fast', 'class.claims', { count: 3, by: 'ebs.csi.aws.com' }],
    ['DaemonSet', 'nowhere', 'daemonSet.complete', { desired: 0 }],
    ['StatefulSet', 'slow', 'statefulSet.waitsFor', { pod: 'slow-0' }],
  ])('%s %s: %s', (kind, name, key, params) => {
    expect(why(world, refOf(kind, name)).headline).toMatchObject({ key: `why:${key}`, params });
  });

  it('an Ingress says of each rule what it reaches and what is missing; a Secret, which Ingress serves TLS with it', () => {
    const answer = why(world, refOf('Ingress', 'mixed'));
    expect(step(answer, 'ingress.backend')).toEqual({ where: 'shop.example/', service: 'web', port: 80, ready: 3 });
    expect(step(answer, 'ingress.noService')).toMatchObject({ where: 'shop.example/pay', service: 'pay' });
    expect(step(answer, 'ingress.noPort')).toMatchObject({ where: 'shop.example/adm', port: 81 });
    expect(step(why(world, refOf('Secret', 'tls')), 'used.tls')).toEqual({ name: 'mixed' });
  });

  it('fields name who wrote them, unless they are defaults', () => {
    const fields = why(world, refOf('StorageClass', 'fast')).evidence.filter((item) => item.kind === 'field');
    expect(fields.find(({ field }) => field === 'provisioner')).toMatchObject({ isDefault: false, writtenBy: { manager: 'clusterwright' } });
    const reclaim = fields.find(({ field }) => field === 'reclaimPolicy');
    expect(reclaim).toMatchObject({ value: 'Delete', isDefault: true });
    expect(reclaim).not.toHaveProperty('writtenBy');
  });

  it('records: a Lease is fresh, an Event leads to what it is about, a ControllerRevision to its owner', () => {
    expect(why(world, refOf('Lease', 'w1', 'kube-node-lease')).headline).toMatchObject({ key: 'why:lease.fresh', params: { holder: 'w1' } });
    const event = named(world, 'events', 'db-0');
    expect(why(world, refOf('Event', event.metadata.name)).headline.key).toBe('why:event.headline');
    const revision = named(world, 'controllerrevisions', 'db-');
    expect(why(world, refOf('ControllerRevision', revision.metadata.name)).headline).toMatchObject({ key: 'why:revision.update', params: { revision: 1, owner: 'StatefulSet db' } });
  });

  it('what was decided is told: nodes that a DaemonSet leaves out, the pod that a StatefulSet waits for, a volume that is asked for', () => {
    // Nodes that change nothing for it are no reason to look: it looks when it changes itself.
    world.simulation.server.patch('daemonsets', 'default/nowhere', { spec: { minReadySeconds: 1 } }, { patchType: 'merge' });
    world.advance({ untilMs: world.nowMs + 1000 });
    expect(step(why(world, refOf('DaemonSet', 'nowhere')), 'decided.NodesLeftOut')).toEqual({ count: 3 });
    expect(step(why(world, refOf('StatefulSet', 'slow')), 'decided.WaitsForPod.starting')).toEqual({ pod: 'slow-0' });
    expect(step(why(world, refOf('PersistentVolumeClaim', 'data-slow-0')), 'decided.Provisioning')).toMatchObject({ provisioner: 'ebs.csi.aws.com', of: 0 });
  });

  it('each object of every kind has an answer whose words are there', () => {
    for (const type of resourceTypes) for (const { metadata } of world.api.list(type.resource)) {
      expect(why(world, refOf(type.kind, metadata.name, metadata.namespace)).headline.key, `${type.kind} ${metadata.name}`).toContain(':');
    }
  });
});

it('a ReplicaSet tells which rule chose the pod that went', () => {
  const world = worldOf(everyKindYaml);
  const cheap = named(world, 'pods', 'web-').metadata.name;
  world.simulation.server.patch('pods', `default/${cheap}`, { metadata: { annotations: { 'controller.kubernetes.io/pod-deletion-cost': '-5' } } }, { patchType: 'merge' });
  world.simulation.server.patch('deployments', 'default/web', { spec: { replicas: 1 } }, { patchType: 'merge' });
  world.advance({ untilMs: world.nowMs + 5000 });
  const replicaSet = named(world, 'replicasets', 'web');
  expect(step(why(world, refOf('ReplicaSet', replicaSet.metadata.name)), 'decided.VictimsChosen.deletionCost')).toEqual({ count: 2, of: 3, pod: cheap });
  const copy = World.restore(structuredClone(world.snapshot()));
  expect(copy.decisionsAbout(replicaSet.metadata.uid ?? '')).toEqual(world.decisionsAbout(replicaSet.metadata.uid ?? ''));
});

const pod = (name: string, priority: string, cpu: string): string => `
apiVersion: v1
kind: Pod
metadata: { name: ${name} }
spec: { priorityClassName: ${priority}, containers: [{ name: c, image: "nginx:1.29", resources: { requests: { cpu: "${cpu}" } } }] }
`;

it('preemption is told from both sides, and stays when the pod has its node', () => {
  const classes = ['low', 'high'].map((name, at) => `{ apiVersion: scheduling.k8s.io/v1, kind: PriorityClass, metadata: { name: ${name} }, value: ${at * 100} }`).join('\n---\n');
  const world = worldOf([classes, pod('small', 'low', '1500m')].join('\n---\n'), { workers: 1 });
  world.simulation.server.create({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'big', namespace: 'default' }, spec: { priorityClassName: 'high', containers: [{ name: 'c', image: 'nginx:1.29', resources: { requests: { cpu: '1500m' } } }] } } as KubernetesObject);
  while (world.api.get('pods', 'default/small')?.metadata.deletionTimestamp === undefined) world.advance({ toNextEvent: true });
  expect(step(why(world, refOf('Pod', 'small')), 'decided.Preempted')).toMatchObject({ by: 'default/big', byPriority: 100, priority: 0, node: 'w1' });
  world.advance({ untilMs: world.nowMs + 60_000 });
  expect(world.api.get<KubernetesObject & { spec: { nodeName?: string } }>('pods', 'default/big')?.spec.nodeName).toBe('w1');
  expect(step(why(world, refOf('Pod', 'big')), 'decided.Preempting')).toEqual({ node: 'w1', victims: 1 });
});

describe('a pod without a node says', () => {
  const claimed = (name: string): string => `
apiVersion: v1
kind: Pod
metadata: { name: ${name} }
spec: { volumes: [{ name: v, persistentVolumeClaim: { claimName: data } }], containers: [{ name: c, image: "nginx:1.29" }] }`;

  it('what holds it back from being tried', () => {
    const world = worldOf('{ apiVersion: v1, kind: Pod, metadata: { name: p }, spec: { resourceClaims: [{ name: r, resourceClaimName: gpu }], containers: [{ name: c, image: "nginx:1.29" }] } }');
    expect(why(world, refOf('Pod', 'p')).headline).toEqual({ key: 'view:why.pod.heldBack', params: { message: 'could not find ResourceClaim "default/gpu"' } });
  });

  it('on which node it waits for which volumes, and for how long', () => {
    const world = worldOf(`
{ apiVersion: storage.k8s.io/v1, kind: StorageClass, metadata: { name: never }, provisioner: example.com/nobody, volumeBindingMode: WaitForFirstConsumer }
---
{ apiVersion: v1, kind: PersistentVolumeClaim, metadata: { name: data }, spec: { storageClassName: never, accessModes: [ReadWriteOnce], resources: { requests: { storage: 1Gi } } } }
---${claimed('p')}`, { workers: 1 });
    const waiting = why(world, refOf('Pod', 'p'));
    expect(waiting.headline).toEqual({ key: 'view:why.pod.waitsForVolumes', params: { node: 'w1', claims: 'data' } });
    expect(waiting.detail?.key).toBe('view:why.pod.givesUp');
    world.advance({ untilMs: 605_000 });
    expect(why(world, refOf('Pod', 'p')).headline.key).toMatch(/^view:why.pod.(notBound|waitsForVolumes)$/);
  });

  it('where room is being made for it', () => {
    const classes = ['low', 'high'].map((name, at) => `{ apiVersion: scheduling.k8s.io/v1, kind: PriorityClass, metadata: { name: ${name} }, value: ${at * 100} }`).join('\n---\n');
    const world = worldOf([classes, pod('small', 'low', '1500m')].join('\n---\n'), { workers: 1 });
    world.simulation.server.create({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'big', namespace: 'default' }, spec: { priorityClassName: 'high', containers: [{ name: 'c', image: 'nginx:1.29', resources: { requests: { cpu: '1500m' } } }] } } as KubernetesObject);
    const nominated = (): boolean => world.api.get<Pod>('pods', 'default/big')?.status?.nominatedNodeName !== undefined;
    for (let events = 0; events < 100 && !nominated(); events += 1) world.advance({ untilMs: world.nowMs + 1 });
    expect(why(world, refOf('Pod', 'big')).headline).toEqual({ key: 'view:why.pod.nominated', params: { node: 'w1' } });
  });
});

it('Jobs tell what a failed pod meant and how long they wait; CronJobs what became of a time', () => {
  const template = '{ spec: { restartPolicy: Never, containers: [{ name: c, image: "fails:1" }] } }';
  const world = worldOf(`
apiVersion: batch/v1
kind: Job
metadata: { name: sums }
spec:
  template: ${template}
  podFailurePolicy: { rules: [{ action: Ignore, onExitCodes: { operator: In, values: [7] } }] }
---
apiVersion: batch/v1
kind: CronJob
metadata: { name: often }
spec: { schedule: "* * * * *", concurrencyPolicy: Forbid, jobTemplate: { spec: { template: { spec: { restartPolicy: Never, containers: [{ name: c, image: "long:1" }] } } } } }
`, { seconds: 200, images: [{ image: 'fails:1', exit: { afterSeconds: 2, code: 7 } }, { image: 'long:1' }] });
  const job = why(world, refOf('Job', 'sums'));
  expect(step(job, 'decided.JobPodFailed.notCounted')).toMatchObject({ action: 'Ignore', rule: 0 });
  expect(step(job, 'decided.JobBackOff')).toBeDefined();
  const cron = why(world, refOf('CronJob', 'often'));
  expect(step(cron, 'decided.CronTime.started')).toMatchObject({ scheduledAtMs: 60_000 });
  expect(step(cron, 'decided.CronTime.stillRunning')).toMatchObject({ scheduledAtMs: 120_000 });
});

it('a node that fell silent tells for how long, and how its zone stands', () => {
  const world = worldOf(pod('one', 'system-node-critical', '100m'));
  world.inject({ kind: 'PowerOff', machine: 'w1' });
  world.advance({ untilMs: world.nowMs + 120_000 });
  const answer = why(world, refOf('Node', 'w1'));
  expect(step(answer, 'decided.NodeSilent')).toMatchObject({ grace: 50 });
  expect(step(answer, 'decided.ZoneState.Normal')).toMatchObject({ rate: 0.1 });
});

it('a machine whose cable is cut says so, and its pods say that it does not hear', () => {
  const world = worldOf(pod('one', 'system-node-critical', '100m'));
  world.inject({ kind: 'CutCable', machine: 'w1' });
  expect(why(world, refOf('Node', 'w1')).headline).toMatchObject({ key: 'view:why.machine.cutOff' });
  world.advance({ untilMs: world.nowMs + 120_000 });
  expect(why(world, refOf('Node', 'w1')).headline).toMatchObject({ key: 'view:why.machine.cutOff' });
  world.apply([{ op: 'delete', ref: refOf('Pod', 'one') }]);
  expect(why(world, refOf('Pod', 'one')).headline).toMatchObject({ key: 'view:why.pod.terminatingSilent' });
  world.inject({ kind: 'ReconnectCable', machine: 'w1' });
  world.advance({ untilMs: world.nowMs + 20_000 });
  expect(why(world, refOf('Node', 'w1')).headline).toMatchObject({ key: 'view:why.machine.Ready' });
});

it('what a budget refused is told by the pod, the budget and the machine that is being drained', () => {
  const world = worldOf(`
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: { name: keep }
spec: { maxUnavailable: 0, selector: { matchLabels: { app: kept } } }
---
apiVersion: v1
kind: Pod
metadata: { name: kept, labels: { app: kept } }
spec: { containers: [{ name: c, image: "nginx:1.29" }] }
`, { workers: 1 });
  const evict = [{ op: 'evict' as const, ref: refOf('Pod', 'kept') }];
  expect(world.apply([{ op: 'patch', ref: refOf('Node', 'w1', ''), patch: { spec: { unschedulable: true } } }]).ok).toBe(true);
  expect(world.apply(evict, { dryRun: true }).ok).toBe(false);
  expect(why(world, refOf('Machine', 'w1', '')).headline.key).toBe('view:why.machine.Cordoned');
  expect(world.apply(evict).ok).toBe(false);
  for (const ref of [refOf('Pod', 'kept'), refOf('PodDisruptionBudget', 'keep')]) expect(step(why(world, ref), 'decided.EvictionRefused'), ref.kind).toEqual({ pod: 'kept', budget: 'keep' });
  const machine = why(world, refOf('Machine', 'w1', ''));
  expect(machine.headline).toMatchObject({ key: 'why:machine.drainBlocked', params: { machine: 'w1', count: 1 } });
  expect(step(machine, 'machine.evictionRefused')).toEqual({ pod: 'kept', budget: 'keep' });
  // Asked again and again, as kubectl does: it stays one decision.
  for (let time = 0; time < 5; time += 1) {
    world.advance({ untilMs: world.nowMs + 5000 });
    world.apply(evict);
  }
  expect(world.decisionsAbout(world.api.get('pods', 'default/kept')?.metadata.uid ?? '').filter(({ kind }) => kind === 'EvictionRefused')).toHaveLength(1);
});

it('what a quota refused is told by the quota, the ReplicaSet that asked and its Deployment', () => {
  const world = worldOf(`
apiVersion: v1
kind: ResourceQuota
metadata: { name: few }
spec: { hard: { pods: "1" } }
`);
  expect(world.apply([{ op: 'put', manifest: parseAllDocuments(`
apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec:
  replicas: 3
  selector: { matchLabels: { app: web } }
  template: { metadata: { labels: { app: web } }, spec: { containers: [{ name: c, image: "nginx:1.29" }] } }
`)[0]!.toJS() as Manifest }]).ok).toBe(true);
  world.advance({ untilMs: world.nowMs + 60_000 });
  const replicaSet = named(world, 'replicasets', 'web-');
  for (const ref of [refOf('ResourceQuota', 'few'), refOf('ReplicaSet', replicaSet.metadata.name), refOf('Deployment', 'web')]) {
    expect(step(why(world, ref), 'decided.QuotaRefused'), ref.kind).toEqual({ object: `Pod ${replicaSet.metadata.name}-…`, quota: 'few' });
  }
  expect(why(world, refOf('ResourceQuota', 'few')).headline).toMatchObject({ key: 'why:quota.full', params: { resources: 'pods 1/1' } });
});

it('a container that was killed for want of memory: the pod says which one, and what it may use', () => {
  const world = worldOf(`
apiVersion: v1
kind: Pod
metadata: { name: hungry }
spec: { containers: [{ name: c, image: "big:1", resources: { limits: { memory: 64Mi } } }] }
`, { images: [{ image: 'big:1', memory: '200Mi' }] });
  const answer = why(world, refOf('Pod', 'hungry'));
  expect(answer.headline).toMatchObject({ key: 'view:why.pod.oom', params: { container: 'c', code: 137 } });
  expect(step(answer, 'pod.lastEnd')).toMatchObject({ container: 'c', code: 137, reason: 'OOMKilled' });
  expect(answer.evidence).toContainEqual(expect.objectContaining({ kind: 'field', field: 'spec.restartPolicy', value: 'Always', isDefault: true }));
  const limit = expect.objectContaining({ kind: 'field', field: 'spec.containers[0].resources.limits.memory', value: '64Mi' });
  expect(answer.evidence).toContainEqual(limit);
  // Its next life, while it lasts.
  world.apply([{ op: 'cluster', patch: { spec: { images: [{ image: 'big:1', memory: '10Mi' }] } } }]);
  world.advance({ untilMs: world.nowMs + 300_000 });
  const after = why(world, refOf('Pod', 'hungry'));
  expect(after.detail).toMatchObject({ key: 'view:why.pod.runsAgain', params: { container: 'c', reason: 'OOMKilled', code: 137 } });
  expect(after.evidence).toContainEqual(limit);
});

describe('components of a machine', () => {
  const component = (world: World, name: string, machine = 'cp'): WhyAnswer => why(world, componentRef(machine, name));

  it.each(['etcd', 'kube-apiserver', 'kube-scheduler', 'kube-controller-manager', 'cloud-controller-manager', 'kubelet', 'kube-proxy', 'containerd'])('%s runs: what it is for, and nothing to mend', (name) => {
    const answer = component(worldOf(''), name);
    expect(answer.detail?.key).toBe(`why:component.${name}.does`);
    expect(answer.remedies).toEqual([]);
  });

  it.each(['kube-scheduler', 'kube-controller-manager', 'cloud-controller-manager', 'kube-apiserver', 'etcd'] as const)('%s that someone has stopped: what is not done now, and how it starts again', (name) => {
    const world = worldOf('');
    world.inject({ kind: 'StopComponent', machine: 'cp', component: name });
    world.advance({ untilMs: world.nowMs + 60_000 });
    const answer = component(world, name);
    expect(answer.headline.key).toBe('view:component.why.stopped');
    expect(answer.detail?.key).toBe(`why:component.${name}.missing`);
    expect(answer.remedies.map(({ fault }) => fault)).toEqual([{ kind: 'StartComponent', machine: 'cp', component: name }]);
    world.inject(answer.remedies[0]?.fault as Fault);
    world.advance({ untilMs: world.nowMs + 60_000 });
    expect(component(world, name).detail?.key).toBe(`why:component.${name}.does`);
  });

  it('a machine without power: what it lacks is power, whatever one asks about', () => {
    const world = worldOf('');
    world.inject({ kind: 'PowerOff', machine: 'w1' });
    world.advance({ untilMs: world.nowMs + 1_000 });
    for (const name of ['kubelet', 'kube-proxy', 'containerd']) {
      expect(component(world, name, 'w1')).toMatchObject({ headline: { key: 'view:process.Off' }, remedies: [{ fault: { kind: 'PowerOn', machine: 'w1' } }] });
    }
    expect(why(world, refOf('Machine', 'w1')).remedies.map(({ fault }) => fault)).toEqual([{ kind: 'PowerOn', machine: 'w1' }]);
  });

  it('a kubelet that is stopped: the machine says that its containers run on, and what starts it', () => {
    const world = worldOf('');
    world.inject({ kind: 'StopKubelet', machine: 'w1' });
    world.advance({ untilMs: world.nowMs + 60_000 });
    const answer = why(world, refOf('Machine', 'w1'));
    expect(answer.headline.key).toBe('view:why.machine.kubeletStopped');
    expect(answer.remedies.map(({ fault }) => fault)).toEqual([{ kind: 'StartKubelet', machine: 'w1' }]);
  });

  it('of a machine that is cut off, and of one whose link or disk is bad, it says what mends that', () => {
    const world = worldOf('');
    world.inject({ kind: 'CutCable', machine: 'w1' });
    world.inject({ kind: 'CutLink', a: 'cp', b: 'w2' });
    world.inject({ kind: 'SlowDisk', machine: 'w2', fsyncMs: 2_000 });
    expect(why(world, refOf('Machine', 'w1')).remedies.map(({ fault }) => fault?.kind)).toEqual(['ReconnectCable']);
    expect(why(world, refOf('Machine', 'w2')).remedies.map(({ fault }) => fault?.kind)).toEqual(['ReconnectLink', 'MendMachine']);
  });

  it('there is no component of that name', () => {
    expect(explain(worldOf(''), componentRef('cp', 'konnectivity'))).toMatchObject({ ok: false });
  });
});
