import { describe, expect, it } from 'vitest';
import type { DesignChange } from '../../../shared/ipc/design.ts';
import type { KubernetesObject } from '../../../shared/kubernetes/types/meta.ts';
import type { NetworkPolicy } from '../../../shared/kubernetes/types/network-policy.ts';
import { validateCreate } from '../../../shared/kubernetes/validation/validate.ts';
import type { ImageProfile } from '../../../shared/topology/behaviour.ts';
import { withoutCall } from './calls.ts';
import type { Drawn, DrawingFacts } from './drawing.ts';
import { canDraw, connectionBetween, drawingsBetween } from './index.ts';

function workload(name: string, { namespace = 'shop', image = `example/${name}:1`, labels = { app: name }, hostNetwork }: { namespace?: string; image?: string; labels?: Record<string, string>; hostNetwork?: boolean } = {}): KubernetesObject {
  return {
    apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name, namespace },
    ...{ spec: { selector: { matchLabels: labels }, template: { metadata: { labels }, spec: { containers: [{ name: 'app', image }], ...(hostNetwork ? { hostNetwork } : {}) } } } },
  };
}

const service = (name: string, namespace = 'shop'): KubernetesObject => ({ apiVersion: 'v1', kind: 'Service', metadata: { name, namespace } });
const facts: DrawingFacts = {
  policies: [], general: new Set(), namespaceLabels: {}, network: { podCIDRs: ['10.244.0.0/16'] }, services: [], images: [], namespaces: new Set(['shop', 'pay']),
};

function draw(id: string, from: KubernetesObject, to: KubernetesObject, known: Partial<DrawingFacts> = {}): Drawn {
  const drawing = drawingsBetween(from.kind, to.kind).find((one) => one.id === id);
  return drawing?.draw(from, to, { ...facts, ...known });
}

const changesOf = (drawn: Drawn): DesignChange[] => (drawn && 'changes' in drawn ? drawn.changes : []);
const refusalOf = (drawn: Drawn): string | undefined => (drawn && 'refused' in drawn ? drawn.refused.key : undefined);

describe('edges between workloads', () => {
  it.each(['allow', 'deny'])('%s writes one policy that the API accepts, in the namespace of the called one', (id) => {
    const [change, ...more] = changesOf(draw(id, workload('web'), workload('ledger', { namespace: 'pay' })));
    expect(more).toEqual([]);
    expect(change).toMatchObject({ op: 'put', manifest: { kind: 'NetworkPolicy', metadata: { name: 'ledger-callers', namespace: 'pay' }, spec: { podSelector: { matchLabels: { app: 'ledger' } }, policyTypes: ['Ingress'] } } });
    if (change?.op === 'put') expect(validateCreate(change.manifest as unknown as KubernetesObject)).toEqual([]);
  });

  const policies: NetworkPolicy[] = [{
    apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata: { name: 'mine', namespace: 'shop' },
    spec: { podSelector: { matchLabels: { app: 'web' } }, ingress: [{ from: [{ podSelector: { matchLabels: { app: 'api' } } }] }] },
  }];

  it('a policy that is about the called one alone is edited', () => {
    expect(changesOf(draw('allow', workload('jobs'), workload('web'), { policies }))).toEqual([{
      op: 'patch', ref: { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', namespace: 'shop', name: 'mine' },
      patch: { spec: { ingress: [{ from: [{ podSelector: { matchLabels: { app: 'api' } } }, { podSelector: { matchLabels: { app: 'jobs' } } }] }] } },
    }]);
    expect(changesOf(draw('deny', workload('api'), workload('web'), { policies }))).toMatchObject([{ op: 'patch', patch: { spec: { ingress: [] } } }]);
  });

  it.each<[string, string, KubernetesObject, KubernetesObject, Partial<DrawingFacts>, string]>([
    ['what is allowed already', 'allow', workload('api'), workload('web'), { policies }, 'canvas:drawn.allowNothing'],
    ['what no rule lets in', 'deny', workload('jobs'), workload('web'), { policies }, 'canvas:drawn.denyNothing'],
    ['what a policy about other pods too allows', 'deny', workload('api'), workload('web'), { policies, general: new Set(['mine']) }, 'canvas:drawn.refused.general'],
    ['pods in the network of their nodes', 'deny', workload('api', { hostNetwork: true }), workload('web'), {}, 'canvas:drawn.hostNetwork'],
    ['pods without labels', 'allow', workload('api', { labels: {} }), workload('web'), {}, 'canvas:drawn.noLabels'],
  ])('says why nothing is written: %s', (_what, id, from, to, known, key) => {
    expect(refusalOf(draw(id, from, to, known))).toBe(key);
  });

  it('a second policy gets a name of its own', () => {
    const taken = policies.map((policy) => ({ ...policy, metadata: { ...policy.metadata, name: 'api-callers' } }));
    expect(changesOf(draw('deny', workload('web'), workload('api'), { policies: taken }))).toMatchObject([{ manifest: { metadata: { name: 'api-callers-2' } } }]);
  });
});

describe('edges that call', () => {
  const images: ImageProfile[] = [{ image: 'example/web', latencyMs: 5, calls: [{ service: 'db' }] }, { image: 'legacy/*', cpu: '1m' }];
  const written = (drawn: Drawn): unknown => changesOf(drawn).map((change) => (change.op === 'cluster' ? (change.patch['spec'] as { images: unknown }).images : change));

  it.each<[string, KubernetesObject, KubernetesObject, unknown]>([
    ['beside the calls that there are', workload('web'), service('cache'), [{ image: 'example/web', latencyMs: 5, calls: [{ service: 'db' }, { service: 'cache' }] }, images[1]]],
    ['into a profile for the image, whatever its tag', workload('api'), service('db'), [...images, { image: 'example/api', calls: [{ service: 'db' }] }]],
    ['with the namespace of another', workload('api'), service('db', 'pay'), [...images, { image: 'example/api', calls: [{ service: 'db.pay' }] }]],
    ['beside a profile for many images', workload('old', { image: 'legacy/old:2' }), service('db'), [...images, { image: 'legacy/old', cpu: '1m', calls: [{ service: 'db' }] }]],
  ])('are written %s', (_what, from, to, expected) => {
    expect(written(draw('calls', from, to, { images }))).toEqual([expected]);
  });

  it('lead to a workload through the Service that selects it', () => {
    const services = [{ apiVersion: 'v1', kind: 'Service', namespace: 'shop', name: 'front' }];
    expect(written(draw('calls', workload('api'), workload('web'), { services }))).toEqual([[{ image: 'example/api', calls: [{ service: 'front' }] }]]);
    expect(refusalOf(draw('calls', workload('api'), workload('web')))).toBe('canvas:drawn.callsNoService');
  });

  it.each(['db', 'db.shop', 'db.shop.svc', 'db.shop.svc.cluster.local'])('are there already when the profile names %s, and are taken away with it', (name) => {
    const known: ImageProfile[] = [{ image: 'example/web', calls: [{ service: name, perRequest: 2 }] }];
    expect(refusalOf(draw('calls', workload('web'), service('db'), { images: known }))).toBe('canvas:drawn.callsAlready');
    // A profile that says nothing any more goes too.
    expect(withoutCall(workload('web'), { namespace: 'shop', name: 'db' }, { images: known, namespaces: facts.namespaces })).toEqual([{ op: 'cluster', patch: { spec: { images: null } } }]);
  });

  it('taken away leave the others', () => {
    expect(withoutCall(workload('web'), { namespace: 'shop', name: 'db' }, { images, namespaces: facts.namespaces })).toEqual([{ op: 'cluster', patch: { spec: { images: [{ image: 'example/web', latencyMs: 5 }, images[1]] } } }]);
    expect(withoutCall(workload('web'), { namespace: 'shop', name: 'other' }, { images, namespaces: facts.namespaces })).toBeUndefined();
  });
});

describe('what an edge can mean', () => {
  it('is asked between workloads and from a workload to a Service, and a drop of one on the other asks nothing', () => {
    expect(drawingsBetween('Deployment', 'StatefulSet').map(({ id }) => id)).toEqual(['allow', 'deny', 'calls']);
    expect(drawingsBetween('Deployment', 'Service').map(({ id }) => id)).toEqual(['calls']);
    expect(drawingsBetween('Service', 'Deployment')).toEqual([]);
    expect(connectionBetween('StatefulSet', 'Deployment')).toBeUndefined();
  });

  it.each([
    ['a workload calls a Service elsewhere', { kind: 'Deployment', namespace: 'a' }, { kind: 'Service', namespace: 'b' }, true],
    ['a Service selects no pods elsewhere', { kind: 'Service', namespace: 'a' }, { kind: 'Deployment', namespace: 'b' }, false],
    ['a source has no namespace', { kind: 'TrafficSource' }, { kind: 'Service', namespace: 'b' }, true],
    ['a quota has nothing to do with a Service', { kind: 'ResourceQuota', namespace: 'a' }, { kind: 'Service', namespace: 'a' }, false],
  ])('%s', (_what, begin, end, expected) => {
    expect(canDraw(begin, end)).toBe(expected);
  });
});
