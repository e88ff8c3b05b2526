import { describe, expect, it } from 'vitest';
import type { Json } from './testing/validation-errors.ts';
import { placesOf, placesOfChange } from './testing/validation-errors.ts';

const object = (apiVersion: string, kind: string, namespaced: boolean, rest: Json): Json => ({
  apiVersion, kind, metadata: { name: 'x', ...(namespaced ? { namespace: 'ns' } : {}), ...(rest['metadata'] as Json | undefined) },
  ...Object.fromEntries(Object.entries(rest).filter(([key]) => key !== 'metadata')),
});
const backend = { service: { name: 'x', port: { number: 80 } } };
const autoscaler = (spec: Json): Json => object('autoscaling/v2', 'HorizontalPodAutoscaler', true, {
  spec: { scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'x' }, maxReplicas: 5, ...spec },
});
const storageClass = (rest: Json): Json => object('storage.k8s.io/v1', 'StorageClass', false, { provisioner: 'a.io/b', ...rest });
const ingress = (spec: Json, metadata: Json = {}): Json => object('networking.k8s.io/v1', 'Ingress', true, {
  metadata, spec: { defaultBackend: backend, ...spec },
});
const job = (spec: Json): Json => object('batch/v1', 'Job', true, {
  spec: {
    selector: { matchLabels: { a: 'b' } }, manualSelector: true, completionMode: 'Indexed', completions: 3,
    template: { metadata: { labels: { a: 'b' } }, spec: { restartPolicy: 'Never', containers: [{ name: 'c', image: 'nginx' }] } }, ...spec,
  },
});
const cronJob = (spec: Json): Json => object('batch/v1', 'CronJob', true, {
  spec: {
    schedule: '* * * * *', ...spec,
    jobTemplate: { spec: { template: { spec: { restartPolicy: 'Never', containers: [{ name: 'c', image: 'nginx' }] } } } },
  },
});
const service = (spec: Json): Json => object('v1', 'Service', true, {
  spec: { clusterIP: '10.96.0.9', clusterIPs: ['10.96.0.9'], ipFamilies: ['IPv4'], ipFamilyPolicy: 'SingleStack', ports: [{ port: 80 }], ...spec },
});
const dualStack = {
  clusterIPs: ['10.96.0.9', 'fd00::9'], ipFamilies: ['IPv4', 'IPv6'], ipFamilyPolicy: 'RequireDualStack',
};
const slice = (addressType: string, address: string, port: Json = {}): Json => object('discovery.k8s.io/v1', 'EndpointSlice', true, {
  addressType, endpoints: [{ addresses: [address] }], ports: [{ port: 80, ...port }],
});
const binding = (subject: Json): Json => object('rbac.authorization.k8s.io/v1', 'RoleBinding', true, {
  roleRef: { kind: 'Role', name: 'x' }, subjects: [subject],
});
const priorityClass = (name: string, rest: Json): Json => object('scheduling.k8s.io/v1', 'PriorityClass', false, { metadata: { name }, ...rest });
const volume = (spec: Json, annotations: Json = {}): Json => object('v1', 'PersistentVolume', false, {
  metadata: { annotations }, spec: { accessModes: ['ReadWriteOnce'], capacity: { storage: '1Gi' }, ...spec },
});
const event = (rest: Json): Json => object('v1', 'Event', true, { involvedObject: { namespace: 'ns' }, ...rest });
const claim = (spec: Json, annotations: Json = {}): Json => object('v1', 'PersistentVolumeClaim', true, {
  metadata: { annotations }, spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } }, ...spec },
});
const topology = (key: string, ...values: string[]): Json => ({ matchLabelExpressions: [{ key, values }] });

describe('a new object', () => {
  const cases: [string, Json, string[]][] = [
    ['an autoscaler of a kind without a group', autoscaler({ scaleTargetRef: { kind: 'Deployment', name: 'x' } }), [
      'spec.scaleTargetRef.apiVersion Invalid',
    ]],
    ['an autoscaler of a replication controller', autoscaler({
      scaleTargetRef: { apiVersion: 'v1', kind: 'ReplicationController', name: 'x' },
    }), []],
    ['an autoscaler of a resource that containers do not have', autoscaler({
      metrics: [{ type: 'ContainerResource', containerResource: { name: 'pods', container: 'A', target: { type: 'Utilization', averageUtilization: 1 } } }],
    }), ['spec.metrics[0].containerResource.name Invalid', 'spec.metrics[0].containerResource.container Invalid']],
    ['an ingress class whose controller is no path', object('networking.k8s.io/v1', 'IngressClass', false, { spec: { controller: 'A.io/b c' } }), [
      'spec.controller Invalid', 'spec.controller Invalid',
    ]],
    ['a block whose address is written sloppily is still looked into', object('networking.k8s.io/v1', 'NetworkPolicy', true, {
      spec: { podSelector: {}, ingress: [{ from: [{ ipBlock: { cidr: '10.0.0.1/8', except: ['11.0.0.0/9', '10.0.0.1/9'] } }] }] },
    }), [
      'spec.ingress[0].from[0].ipBlock.cidr Invalid', 'spec.ingress[0].from[0].ipBlock.except[0] Invalid',
      'spec.ingress[0].from[0].ipBlock.except[1] Invalid',
    ]],
    ['a job in a mode that there is not', job({ completionMode: 'X', backoffLimitPerIndex: 1, successPolicy: { rules: [] } }), [
      'spec.completionMode NotSupported', 'spec.successPolicy Invalid',
    ]],
    ['a job that others manage', job({ managedBy: 'acme.io/ a' }), ['spec.managedBy Invalid']],
    ['a finalizer without a domain', object('v1', 'ConfigMap', true, { metadata: { finalizers: ['a.b.io'] } }), ['metadata.finalizers[0] Invalid']],
    ['a finalizer without a domain of a custom resource', object('acme.io/v1', 'Widget', true, { metadata: { finalizers: ['a.b.io'] } }), []],
    ['a finalizer that is no name, of a custom resource', object('acme.io/v1', 'Widget', true, { metadata: { finalizers: ['a b'] } }), [
      'metadata.finalizers Invalid',
    ]],
    ['an autoscaler down to nothing', autoscaler({ minReplicas: 0 }), ['spec.minReplicas Invalid', 'spec.metrics Forbidden']],
    ['an autoscaler with an empty list of policies', autoscaler({ behavior: { scaleUp: { policies: [] } } }), [
      'spec.behavior.scaleUp.policies Required',
    ]],
    ['an autoscaler without a list of policies', autoscaler({ behavior: { scaleDown: {} } }), []],
    ['endpoints of their family', slice('IPv6', 'fd00::1'), []],
    ['endpoints of the other family', slice('IPv4', 'fd00::1'), ['endpoints[0].addresses[0] Invalid']],
    ['endpoints that are no address', slice('IPv6', 'x'), Array(2).fill('endpoints[0].addresses[0] Invalid')],
    ['endpoints on the loopback', slice('IPv4', '127.0.0.1'), ['endpoints[0].addresses[0] Invalid']],
    ['endpoints by name', slice('FQDN', 'a.example.com.'), []],
    ['endpoints by a name without a domain', slice('FQDN', 'a'), ['endpoints[0].addresses[0] Invalid']],
    ['endpoints by no name', slice('FQDN', ''), ['endpoints[0].addresses[0] Required']],
    ['endpoints for every node', slice('IPv6', 'ff12::1'), ['endpoints[0].addresses[0] Invalid']],
    ['hints of one zone twice', object('discovery.k8s.io/v1', 'EndpointSlice', true, {
      addressType: 'IPv4', endpoints: [{ addresses: ['10.0.0.1'], hints: { forZones: [{ name: 'a' }, { name: 'a' }, { name: 'a b' }], forNodes: [{ name: 'N_' }] } }],
    }), ['endpoints[0].hints.forZones[1].name Duplicate', 'endpoints[0].hints.forZones[2].name Invalid', 'endpoints[0].hints.forNodes[0].name Invalid']],
    ['an application protocol', slice('IPv4', '10.0.0.1', { appProtocol: 'a b' }), ['ports[0].appProtocol Invalid']],
    ['an unknown metric is refused twice', autoscaler({ metrics: [{ type: 'X' }] }), Array(2).fill('spec.metrics[0].type NotSupported')],
    ['an empty term of topology', storageClass({ allowedTopologies: [{}] }), ['allowedTopologies[0].matchLabelExpressions Duplicate']],
    ['the same term twice', storageClass({ allowedTopologies: [topology('a', 'x', 'y'), topology('a', 'y', 'x')] }), [
      'allowedTopologies[1].matchLabelExpressions Duplicate',
    ]],
    ['parameters that are too long', storageClass({ parameters: { a: 'x'.repeat(262_144) } }), ['parameters TooLong']],
    ['no policy for volumes', storageClass({ reclaimPolicy: '' }), []],
    ['two classes of an ingress', ingress({ ingressClassName: 'a' }, { annotations: { 'kubernetes.io/ingress.class': 'b' } }), [
      'annotations.kubernetes.io/ingress.class Invalid',
    ]],
    ['one class of an ingress, twice', ingress({ ingressClassName: 'a' }, { annotations: { 'kubernetes.io/ingress.class': 'a' } }), []],
    ['a resource that no path can name', ingress({ defaultBackend: { resource: { kind: 'a/b', name: 'x' } } }), [
      'spec.defaultBackend.resource.kind Invalid',
    ]],
    ['indexes that cannot be read count nothing', job({ successPolicy: { rules: [{ succeededIndexes: 'x', succeededCount: 1 }] } }), [
      'spec.successPolicy.rules[0].succeededIndexes Invalid', 'spec.successPolicy.rules[0].succeededCount Invalid',
    ]],
    ['the zone of wherever the server is', cronJob({ timeZone: 'local' }), ['spec.timeZone Invalid', 'spec.timeZone Invalid']],
    ['an unknown scope may have values', object('v1', 'ResourceQuota', true, {
      spec: { scopeSelector: { matchExpressions: [{ scopeName: 'X', operator: 'In', values: ['a'] }] } },
    }), ['spec.scopeSelector.matchExpressions.scopeName Invalid']],
    ['a revision below nothing', object('apps/v1', 'ControllerRevision', true, { data: {}, revision: -1 }), ['revision Invalid']],
    ['a revision of a text', object('apps/v1', 'ControllerRevision', true, { data: 'x' }), ['data Invalid']],
    ['a revision of nothing', object('apps/v1', 'ControllerRevision', true, { revision: 1 }), ['data Required']],
    ['a binding to a user without a name', binding({ kind: 'User', name: '' }), ['subjects[0].name Required', 'subjects[0].name Invalid']],
    ['a binding to a group without a name', binding({ kind: 'Group' }), ['subjects[0].name Required', 'subjects[0].name Invalid']],
    ['a binding to an account without a name', binding({ kind: 'ServiceAccount' }), ['subjects[0].name Required']],
    ['a class of the system', priorityClass('system-node-critical', { value: 2_000_001_000 }), []],
    ['a class of the system with another value', priorityClass('system-node-critical', { value: 5 }), ['metadata.name Forbidden']],
    ['a class of the system for everybody', priorityClass('system-cluster-critical', { value: 2_000_000_000, globalDefault: true }), [
      'metadata.name Forbidden',
    ]],
    ['a class named like those of the system', priorityClass('system-x', { value: 5 }), ['metadata.name Forbidden']],
    ['a Service with two minds about topology', object('v1', 'Service', true, {
      metadata: { annotations: { 'service.kubernetes.io/topology-mode': 'Auto', 'service.kubernetes.io/topology-aware-hints': 'x' } },
      spec: { clusterIP: 'None', clusterIPs: ['None'] },
    }), ['metadata.annotations[service.kubernetes.io/topology-mode] Invalid']],
    ['an address of a Service that is none, beside another', service({ clusterIPs: ['10.96.0.9', 'None'] }), ['spec.clusterIPs[1] Invalid']],
    ['two addresses of one family', service({ clusterIPs: ['10.96.0.9', '10.96.0.8'] }), ['spec.clusterIPs Invalid']],
    ['an address of the family of the other', service({ clusterIPs: ['10.96.0.9', 'fd00::9'], ipFamilies: ['IPv6', 'IPv4'] }), [
      'spec.clusterIPs[0] Invalid', 'spec.clusterIPs[1] Invalid',
    ]],
    ['a budget with a finalizer without a domain', object('policy/v1', 'PodDisruptionBudget', true, { metadata: { finalizers: ['a.b.io'] }, spec: {} }), []],
    ['a budget that is wrong in two ways names the first', object('policy/v1', 'PodDisruptionBudget', true, {
      metadata: { labels: { 'a b': 'x' } }, spec: { minAvailable: -1 },
    }), ['spec.minAvailable Invalid']],
    ['a budget with a label that is none', object('policy/v1', 'PodDisruptionBudget', true, { metadata: { labels: { 'a b': 'x' } }, spec: {} }), [
      'metadata.labels Invalid',
    ]],
    ['mount options of a volume that takes none', volume({ hostPath: { path: '/x' } }, { 'volume.beta.kubernetes.io/mount-options': 'ro' }), [
      'metadata.annotations.volume.beta.kubernetes.io/mount-options Forbidden',
    ]],
    ['mount options of a volume that takes them', volume({ nfs: { server: 'a', path: '/' } }, { 'volume.beta.kubernetes.io/mount-options': 'ro' }), []],
    ['a local volume beside another', volume({ hostPath: { path: '/x' }, local: { path: '/y' } }), ['spec.local Forbidden']],
    ['the whole node to be wiped', volume({ hostPath: { path: '//./' }, persistentVolumeReclaimPolicy: 'Recycle' }), [
      'spec.persistentVolumeReclaimPolicy Forbidden',
    ]],
    ['an Event elsewhere', event({ involvedObject: { namespace: 'other' } }), ['involvedObject.namespace Invalid']],
    ['an Event about something without a namespace', event({ involvedObject: { kind: 'Node' } }), ['involvedObject.namespace Invalid']],
    ['an Event about something without a namespace, in default', event({ involvedObject: { kind: 'Node' }, metadata: { namespace: 'default' } }), []],
    ['an Event with a time says who reports it', event({ eventTime: '2026-01-01T00:00:00.000000Z' }), [
      'reportingController Required', 'reportingController Invalid', 'reportingController Invalid', 'reportingInstance Required', 'action Required',
      'reason Required',
    ]],
    ['an Event as of today', event({
      eventTime: '2026-01-01T00:00:00.000000Z', reportingComponent: 'a.io/b', reportingInstance: 'x'.repeat(129), action: 'a', reason: 'b',
    }), ['reportingInstance Invalid']],
    ['two blocks of one family', object('v1', 'Node', false, { spec: { podCIDRs: ['10.0.0.0/24', '10.0.0.0/24'] } }), [
      'spec.podCIDRs Invalid',
    ]],
  ];
  it.each(cases)('%s', (_name, json, expected) => expect(placesOf(json)).toEqual(expected));
});

describe('an update', () => {
  const set = (field: string, value: unknown) => (one: Json) => { (one['spec'] as Json)[field] = value; };
  it('an autoscaler may keep what was wrong before', () => {
    const old = autoscaler({ scaleTargetRef: { kind: 'Deployment', name: 'x' } });
    expect(placesOfChange(old, set('maxReplicas', 7))).toEqual([]);
    expect(placesOfChange(old, set('scaleTargetRef', { kind: 'StatefulSet', name: 'x' }))).toEqual(['spec.scaleTargetRef.apiVersion Invalid']);
  });

  it('a Service takes a second family and gives it back, with the policy that says so, and keeps the first', () => {
    const change = (spec: Json) => (one: Json) => { Object.assign(one['spec'] as Json, spec); };
    const single = { clusterIPs: ['10.96.0.9'], ipFamilies: ['IPv4'] };
    expect(placesOfChange(service({}), change(dualStack))).toEqual([]);
    expect(placesOfChange(service(dualStack), change({ ...single, ipFamilyPolicy: 'SingleStack' }))).toEqual([]);
    expect(placesOfChange(service(dualStack), change({ ...single, ipFamilyPolicy: 'PreferDualStack' }))).toEqual(
      Array(2).fill('spec.ipFamilyPolicy Invalid'),
    );
    const other = { clusterIP: 'fd00::9', clusterIPs: ['fd00::9'], ipFamilies: ['IPv6'] };
    expect(placesOfChange(service({}), change(other))).toEqual(['spec.clusterIPs[0] Invalid', 'spec.ipFamilies[0] Invalid']);
    const headless = { clusterIP: 'None', clusterIPs: ['None'] };
    expect(placesOfChange(service(headless), change({ ipFamilies: ['IPv6'] }))).toEqual([]);
  });

  it('a class of load balancer that is wrong in itself is refused twice', () => {
    const balanced = service({ type: 'LoadBalancer' });
    expect(placesOfChange(balanced, set('loadBalancerClass', 'a/b'))).toEqual(['spec.loadBalancerClass Invalid']);
    expect(placesOfChange(service({}), set('loadBalancerClass', 'a/b'))).toEqual(Array(2).fill('spec.loadBalancerClass Forbidden'));
  });

  it('a cron job may keep its zone in the schedule, but have no second one', () => {
    const old = cronJob({ schedule: 'TZ=UTC * * * * *' });
    expect(placesOfChange(old, set('schedule', 'TZ=UTC 5 * * * *'))).toEqual([]);
    expect(placesOfChange(old, set('timeZone', 'Etc/UTC'))).toEqual(['spec.schedule Invalid']);
    expect(placesOfChange(cronJob({}), set('schedule', 'TZ=UTC 5 * * * *'))).toEqual(['spec.schedule Invalid']);
  });

  it('a claim without a class gets the one that its annotation names, which may go then', () => {
    const annotation = 'volume.beta.kubernetes.io/storage-class';
    const old = claim({}, { [annotation]: 'fast' });
    const bare = (name: string) => (one: Json) => {
      set('storageClassName', name)(one);
      (one['metadata'] as Json)['annotations'] = {};
    };
    expect(placesOfChange(old, set('storageClassName', 'fast'))).toEqual([]);
    expect(placesOfChange(old, bare('fast'))).toEqual([]);
    expect(placesOfChange(old, set('storageClassName', 'slow'))).toEqual(['spec Forbidden']);
    expect(placesOfChange(old, bare('slow'))).toEqual([`metadata.annotations.${annotation} Invalid`, 'spec Forbidden']);
    expect(placesOfChange(claim({}), set('storageClassName', 'any'))).toEqual([]);
  });

  it('a volume may call the place where it can be reached by the newer names of labels', () => {
    const at = (key: string, values = ['a']): Json => ({ required: { nodeSelectorTerms: [{ matchExpressions: [{ key, operator: 'In', values }] }] } });
    const old = volume({ local: { path: '/x' }, nodeAffinity: at('failure-domain.beta.kubernetes.io/zone') });
    expect(placesOfChange(old, set('nodeAffinity', at('topology.kubernetes.io/zone')))).toEqual([]);
    expect(placesOfChange(old, set('nodeAffinity', at('topology.kubernetes.io/zone', ['b'])))).toEqual(['nodeAffinity Invalid']);
    expect(placesOfChange(old, set('nodeAffinity', at('topology.kubernetes.io/region')))).toEqual(['nodeAffinity Invalid']);
  });

  it('a node has each address once and keeps its external id', () => {
    const node = object('v1', 'Node', false, { status: { addresses: [{ type: 'Hostname', address: 'x' }] } });
    expect(placesOfChange(node, (one) => { (one['status'] as Json)['addresses'] = Array(2).fill({ type: 'Hostname', address: 'x' }); })).toEqual([
      'status.addresses[1] Duplicate',
    ]);
    expect(placesOfChange(node, (one) => { one['spec'] = { externalID: 'x' }; })).toEqual(['spec.externalID Forbidden']);
    const tainted = (one: Json) => { one['spec'] = { taints: [{ key: 'a', effect: 'X' }] }; };
    expect(placesOfChange(node, tainted)).toEqual(Array(2).fill('metadata.taints[0].effect NotSupported'));
  });

  it('a job says what is wrong with its spec twice', () => {
    expect(placesOfChange(job({}), set('backoffLimit', -1))).toEqual(['spec.backoffLimit Invalid', 'spec.backoffLimit Invalid']);
  });

  it('a suspended job takes other resources and another place, and nothing else', () => {
    const template = (one: Json) => ((one['spec'] as Json)['template'] as Json)['spec'] as Json;
    const first = (one: Json) => (template(one)['containers'] as Json[])[0] ?? {};
    const held = { suspend: true };
    const more = (one: Json) => { first(one)['resources'] = { requests: { cpu: '1' } }; };
    expect(placesOfChange(job(held), more)).toEqual([]);
    expect(placesOfChange(job({}), more)).toEqual(['spec.template Invalid']);
    expect(placesOfChange({ ...job(held), status: { startTime: '2026-01-01T00:00:00Z' } }, more)).toEqual(['spec.template Invalid']);
    expect(placesOfChange({ ...job(held), status: { active: 1 } }, more)).toEqual(['spec.template Invalid']);
    const again = { startTime: '2026-01-01T00:00:00Z', conditions: [{ type: 'Suspended', status: 'True' }] };
    expect(placesOfChange({ ...job(held), status: again }, more)).toEqual([]);
    expect(placesOfChange(job(held), (one) => { template(one)['nodeSelector'] = { a: 'b' }; })).toEqual([]);
    expect(placesOfChange(job(held), (one) => { first(one)['image'] = 'other'; })).toEqual(['spec.template.spec Invalid']);
  });
});
