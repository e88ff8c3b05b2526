import { describe, expect, it, test } from 'vitest';
import type { KubernetesObject } from '../../../../../shared/kubernetes/types/meta.ts';
import type { Pod } from '../../../../../shared/kubernetes/types/pod.ts';
import { cacheOf, hintOf, refusals } from '../../testing/ask-plugin.ts';
import { makeNode, makePod } from '../../testing/objects.ts';
import { dynamicResources } from './dynamic-resources.ts';
import type { ResourceClaim } from './pod-resource-claims.ts';

const nodes = [makeNode('a'), makeNode('b')];
const everywhere = (reason: string): Record<string, string> => ({ a: reason, b: reason });
const others = (...objects: KubernetesObject[]): { resource: string; object: KubernetesObject }[] =>
  objects.map((object) => ({ resource: object.kind === 'DeviceClass' ? 'deviceclasses' : 'resourceclaims', object }));
const deviceClass: KubernetesObject = { apiVersion: 'resource.k8s.io/v1', kind: 'DeviceClass', metadata: { name: 'gpu' } };
const onNode = (name: string): ResourceClaim['status'] => ({
  allocation: { nodeSelector: { nodeSelectorTerms: [{ matchFields: [{ key: 'metadata.name', operator: 'In', values: [name] }] }] } },
});

function claim(name: string, more: Partial<ResourceClaim> = {}): ResourceClaim {
  return {
    apiVersion: 'resource.k8s.io/v1', kind: 'ResourceClaim', ...more,
    metadata: { name, namespace: 'default', ...more.metadata },
    spec: more.spec ?? { devices: { requests: [{ name: 'r', exactly: { deviceClassName: 'gpu' } }] } },
  };
}

const naming = (resourceClaimName: string): Pod => makePod('p', {}, { spec: { resourceClaims: [{ name: 'gpu', resourceClaimName }] } });
/** A pod whose claim is made from a template; `made`: its name, once it is. */
function templated(made?: string | null): Pod {
  const pod = makePod('p', {}, { spec: { resourceClaims: [{ name: 'gpu', resourceClaimTemplateName: 'one-gpu' }] } });
  const statuses = made === undefined ? [] : [{ name: 'gpu', ...(made === null ? {} : { resourceClaimName: made }) }];
  return { ...pod, metadata: { ...pod.metadata, uid: 'u' }, status: { resourceClaimStatuses: statuses } };
}
const ownedBy = (uid: string): Partial<ResourceClaim> =>
  ({ metadata: { name: 'made', ownerReferences: [{ apiVersion: 'v1', kind: 'Pod', name: 'p', uid, controller: true }] } });

describe('before it is tried, a pod waits', () => {
  test.each<[string, Pod, ResourceClaim[], string | undefined]>([
    ['without claims: for nothing', makePod('p'), [], undefined],
    ['for the claim that it names', naming('mine'), [], 'could not find ResourceClaim "default/mine"'],
    ['no longer, when it is there', naming('mine'), [claim('mine')], undefined],
    ['when the claim is being deleted', naming('mine'), [claim('mine', { metadata: { name: 'mine', deletionTimestamp: 'x' } })], 'resourceclaim "mine" is being deleted'],
    ['for the claim to be made from its template', templated(), [], 'pod "default/p": ResourceClaim not created yet'],
    ['not, when none needs to be made', templated(null), [], undefined],
    ['no longer, when it is made', templated('made'), [claim('made', ownedBy('u'))], undefined],
    ['when the claim was made for another', templated('made'), [claim('made', ownedBy('v'))], 'ResourceClaim default/made was not created for pod default/p (pod is not owner)'],
  ])('%s', (_what, pod, claims, message) => {
    const cache = cacheOf({ nodes, others: others(...claims) });
    expect(dynamicResources.preEnqueue(cache.shapes.infoOf(pod), cache)).toBe(message);
    if (message !== undefined) expect(refusals(dynamicResources, pod, { nodes, others: others(...claims) })).toEqual(everywhere(`-${message}`));
  });
});

describe('a pod with claims', () => {
  test.each<[string, KubernetesObject[], Record<string, string>]>([
    ['fits nowhere while nobody gives it devices', [deviceClass, claim('mine')], everywhere('-cannot allocate all claims')],
    ['needs the device class', [claim('mine')], everywhere('-request r: device class gpu does not exist')],
    [
      'needs the classes of alternatives, too',
      [deviceClass, claim('mine', { spec: { devices: { requests: [{ name: 'r', firstAvailable: [{ name: 'x', deviceClassName: 'gpu' }, { name: 'y', deviceClassName: 'tpu' }] }] } } })],
      everywhere('-request r/y: device class tpu does not exist'),
    ],
    ['goes where its devices are', [claim('mine', { status: onNode('a') as never })], { b: '-resourceclaim not available on the node' }],
    ['goes anywhere with devices that are everywhere', [claim('mine', { status: { allocation: {} } })], {}],
    [
      'waits for a claim that too many share',
      [claim('mine', { status: { allocation: {}, reservedFor: Array.from({ length: 256 }, (_, at) => ({ uid: `u${at}` })) } })],
      everywhere('-resourceclaim in use'),
    ],
  ])('%s', (_what, objects, expected) => {
    expect(refusals(dynamicResources, naming('mine'), { nodes, others: others(...objects) })).toEqual(expected);
  });

  it('is left alone without claims, and where none has to be made', () => {
    expect(refusals(dynamicResources, makePod('p'), { nodes })).toEqual({});
    expect(refusals(dynamicResources, templated(null), { nodes })).toEqual({});
  });
});

test.each<[string, Pod, Parameters<typeof hintOf>[2], 'Queue' | 'Skip']>([
  ['its claim comes', naming('mine'), { kind: 'ResourceClaimAdd', object: claim('mine') }, 'Queue'],
  ['another claim comes', naming('mine'), { kind: 'ResourceClaimAdd', object: claim('other') }, 'Skip'],
  ['one of its claims comes, of two', naming('gone'), { kind: 'ResourceClaimAdd', object: claim('mine') }, 'Skip'],
  ['its claim gets devices', naming('mine'), { kind: 'ResourceClaimUpdate', object: claim('mine', { status: { allocation: {} } }), previousObject: claim('mine') }, 'Queue'],
  ['its claim is labelled', naming('mine'), { kind: 'ResourceClaimUpdate', object: claim('mine'), previousObject: claim('mine') }, 'Skip'],
  ['another claim gives its devices back', naming('mine'), { kind: 'ResourceClaimUpdate', object: claim('other'), previousObject: claim('other', { status: { allocation: {} } }) }, 'Queue'],
  ['a claim with devices goes', naming('mine'), { kind: 'ResourceClaimDelete', object: claim('other', { status: { allocation: {} } }) }, 'Queue'],
  ['a claim without goes', naming('mine'), { kind: 'ResourceClaimDelete', object: claim('other') }, 'Skip'],
  ['a claim is made for it', templated('made'), { kind: 'PodGeneratedResourceClaims' }, 'Queue'],
  ['a claim is said to be made that is not there', templated('gone'), { kind: 'PodGeneratedResourceClaims' }, 'Skip'],
  ['a device class comes', naming('mine'), { kind: 'DeviceClassAdd', object: deviceClass }, 'Queue'],
])('a refused pod and its next attempt, when %s: %s', (_what, waiting, event, hint) => {
  expect(hintOf(dynamicResources, waiting, event, { nodes, others: others(claim('mine'), claim('other'), claim('made', ownedBy('u'))) })).toBe(hint);
});
