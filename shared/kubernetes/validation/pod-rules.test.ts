import { describe, expect, it } from 'vitest';
import type { Json } from './testing/validation-errors.ts';
import { placesOf, placesOfChange, podOf } from './testing/validation-errors.ts';

const windows = { os: { name: 'windows' } };
const windowsOptions = (options: Json): Json => ({ securityContext: { windowsOptions: options } });
const user = 'spec.securityContext.windowsOptions.runAsUserName Invalid';
const appArmor = 'container.apparmor.security.beta.kubernetes.io/c';

describe('a new pod', () => {
  const cases: [string, Json, string[]][] = [
    ['Windows has no users of the host', podOf({ ...windows, hostUsers: true }), ['spec.hostUsers Forbidden']],
    ['what is false but must not be there', podOf({ ...windows, shareProcessNamespace: false }), ['spec.shareProcessNamespace Forbidden']],
    ['what is always there and false', podOf({ ...windows, hostPID: false }), []],
    ['resources of the pod on Windows', podOf({ ...windows, resources: { limits: { bogus: '1' } } }), ['spec.resources Forbidden']],
    ['options of Windows on Linux', podOf({ os: { name: 'linux' }, ...windowsOptions({}) }), ['spec.securityContext.windowsOptions Forbidden']],
    ['a user of a domain', podOf(windowsOptions({ runAsUserName: 'NT AUTHORITY\\SYSTEM' })), []],
    ['no user', podOf(windowsOptions({ runAsUserName: '' })), [user]],
    ['a domain without a user', podOf(windowsOptions({ runAsUserName: 'domain\\' })), [user]],
    ['dots for a user', podOf(windowsOptions({ runAsUserName: '..' })), [user]],
    ['two domains', podOf(windowsOptions({ runAsUserName: 'a\\b\\c' })), [user]],
    ['a domain that is no name', podOf(windowsOptions({ runAsUserName: 'a?b\\c' })), [user]],
    ['an empty credential', podOf(windowsOptions({ gmsaCredentialSpec: '' })), [
      'spec.securityContext.windowsOptions.gmsaCredentialSpec Invalid',
    ]],
    ['processes of the host in a network of their own', podOf(windowsOptions({ hostProcess: true })), ['spec.hostNetwork Invalid']],
    [
      'a container that is not one of the host', podOf(
        { ...windowsOptions({ hostProcess: true }), hostNetwork: true }, windowsOptions({ hostProcess: false }),
      ),
      ['spec.containers[0].securityContext.windowsOptions.hostProcess Invalid'],
    ],
    ['seccomp of old', podOf({}, {}, { annotations: { 'seccomp.security.alpha.kubernetes.io/pod': 'x' } }), [
      'metadata.annotations.seccomp.security.alpha.kubernetes.io/pod Invalid',
    ]],
    ['AppArmor of a container that is not there', podOf({}, {}, { annotations: { [appArmor.replace(/c$/, 'd')]: 'unconfined' } }), [
      'metadata.annotations[container.apparmor.security.beta.kubernetes.io/d] Invalid',
    ]],
    [
      'AppArmor that says two things', podOf(
        { securityContext: { appArmorProfile: { type: 'RuntimeDefault' } } }, {}, { annotations: { [appArmor]: 'unconfined' } },
      ),
      ['spec.containers[0].securityContext.appArmorProfile.type Forbidden'],
    ],
    ['AppArmor by an annotation that says nothing', podOf(
      { securityContext: { appArmorProfile: { type: 'RuntimeDefault' } } }, {}, { annotations: { [appArmor]: '' } },
    ), ['spec.containers[0].securityContext.appArmorProfile.type Forbidden']],
    ['seccomp that says two things', podOf(
      { securityContext: { seccompProfile: { type: 'Unconfined' } } }, {}, { annotations: { 'seccomp.security.alpha.kubernetes.io/pod': 'docker/default' } },
    ), ['spec.securityContext.seccompProfile.type Forbidden']],
    ['seccomp that says one thing in two ways', podOf(
      { securityContext: { seccompProfile: { type: 'RuntimeDefault' } } }, {}, { annotations: { 'seccomp.security.alpha.kubernetes.io/pod': 'docker/default' } },
    ), []],
    ['seccomp of a container by another file', podOf(
      {}, { securityContext: { seccompProfile: { type: 'Localhost', localhostProfile: 'a' } } },
      { annotations: { 'container.seccomp.security.alpha.kubernetes.io/c': 'localhost/b' } },
    ), ['spec.containers[0].securityContext.seccompProfile.localhostProfile Forbidden']],
    ['a static pod with a claim', podOf(
      { nodeName: 'n', resourceClaims: [{ name: 'a', resourceClaimName: 'b' }] }, {}, { annotations: { 'kubernetes.io/config.mirror': 'x' } },
    ), [' Forbidden']],
    ['variables of a map that may still get a longer name', podOf({}, { envFrom: [{ configMapRef: { name: 'ab-' } }, { secretRef: { name: 'a_' } }] }), [
      'spec.containers[0].envFrom[1].secretRef.name Invalid',
    ]],
    ['a signal without a system', podOf({}, { lifecycle: { stopSignal: 'SIGTERM' } }), ['spec.containers[0].lifecycle.stopSignal Forbidden']],
    ['a signal of Linux', podOf({ os: { name: 'linux' } }, { lifecycle: { stopSignal: 'SIGRTMAX-14' } }), []],
    ['no signal of Linux', podOf({ os: { name: 'linux' } }, { lifecycle: { stopSignal: 'SIGRTMIN+16' } }), [
      'spec.containers[0].lifecycle.stopSignal NotSupported',
    ]],
    ['a claim and one of its requests', podOf(
      { resourceClaims: [{ name: 'x', resourceClaimName: 'y' }] },
      { resources: { claims: [{ name: 'x', request: 'a' }, { name: 'x', request: 'a' }, { name: 'x' }, { name: 'x', request: 'B' }] } },
    ), [
      'spec.containers[0].resources.claims[1] Duplicate', 'spec.containers[0].resources.claims[2] Duplicate',
      'spec.containers[0].resources.claims[3] Duplicate',
    ]],
    ['a request by no name', podOf(
      { resourceClaims: [{ name: 'x', resourceClaimName: 'y' }] }, { resources: { claims: [{ name: 'x', request: 'B' }] } },
    ), ['spec.containers[0].resources.claims[0].request Invalid']],
    ['a container with more than its pod', podOf({ resources: { requests: { cpu: '1' } } }, { resources: { requests: { cpu: '2', 'a.io/b': '1' }, limits: { 'a.io/b': '1' } } }), [
      'spec.resources.requests[cpu] Invalid',
    ]],
    ['huge pages beyond those of the pod', podOf(
      { resources: { limits: { 'hugepages-2Mi': '2Mi', cpu: '1' } } }, { resources: { limits: { 'hugepages-2Mi': '4Mi', cpu: '1' } } },
    ), ['spec.resources.requests[hugepages-2Mi] Invalid', 'spec.resources.limits[hugepages-2Mi] Invalid', 'spec.resources.containers[0][hugepages-2Mi].limits Invalid']],
    ['huge pages of no size', podOf({}, { resources: { limits: { 'hugepages-X': '4Mi', cpu: '1' } } }), [
      'spec.containers[0].resources.limits[hugepages-X] Invalid', 'spec.containers[0].resources.requests[hugepages-X] Invalid',
    ]],
    ['a claim that is not there, twice', podOf({}, { resources: { claims: [{ name: 'x' }, { name: 'x' }] } }), [
      'spec.containers[0].resources.claims[0] NotFound', 'spec.containers[0].resources.claims[1] Duplicate',
      'spec.containers[0].resources.claims[1] NotFound',
    ]],
  ];
  it.each(cases)('%s', (_name, json, expected) => expect(placesOf(json)).toEqual(expected));
});

describe('a changed pod', () => {
  const annotate = (annotations: Json) => (pod: Json) => { (pod['metadata'] as Json)['annotations'] = annotations; };
  it('keeps its AppArmor annotations', () => {
    const pod = podOf({}, {}, { annotations: { [appArmor]: 'unconfined' } });
    const place = `metadata.annotations[${appArmor}] Forbidden`;
    expect(placesOfChange(pod, annotate({}))).toEqual([place]);
    expect(placesOfChange(pod, annotate({ [appArmor]: 'runtime/default' }))).toEqual([place]);
    expect(placesOfChange(podOf({}), annotate({ [appArmor]: 'unconfined' }))).toEqual([place]);
    expect(placesOfChange(pod, annotate({ [appArmor]: 'unconfined', a: 'b' }))).toEqual([]);
  });

  it('hears twice of an annotation that means nothing', () => {
    const cost = 'controller.kubernetes.io/pod-deletion-cost';
    expect(placesOfChange(podOf({}), annotate({ [cost]: 'x' }))).toEqual(Array(2).fill(`metadata.annotations[${cost}] Invalid`));
  });

  it('an empty term of a gated pod takes nothing', () => {
    const required = 'requiredDuringSchedulingIgnoredDuringExecution';
    const affinity = (term: Json) => ({ nodeAffinity: { [required]: { nodeSelectorTerms: [term] } } });
    const pod = podOf({ schedulingGates: [{ name: 'a.io/b' }], affinity: affinity({}) });
    const next = affinity({ matchExpressions: [{ key: 'a', operator: 'Exists' }] });
    expect(placesOfChange(pod, (one) => { (one['spec'] as Json)['affinity'] = next; }))
      .toEqual([`spec.affinity.nodeAffinity.${required}.nodeSelectorTerms[0] Invalid`]);
  });
});
