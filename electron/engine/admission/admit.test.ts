import { describe, expect, it } from 'vitest';
import type { KubernetesObject } from '../../../shared/kubernetes/types/meta.ts';
import type { Pod } from '../../../shared/kubernetes/types/pod.ts';
import { admitCreate, admitUpdate } from './admit.ts';
import { admitStatusUpdate } from './admit-status.ts';
import type { AdmissionContext } from './context.ts';

function contextWith(...objects: [resource: string, object: Record<string, unknown>][]): AdmissionContext {
  const stored = objects.map(([resource, object]) => [resource, object as unknown as KubernetesObject] as const);
  return {
    get: (resource, key) => stored.find(
      ([name, { metadata }]) => name === resource && [metadata.name, `${metadata.namespace}/${metadata.name}`].includes(key),
    )?.[1],
    list: (resource) => stored.filter(([name]) => name === resource).map(([, object]) => object),
    newUid: () => 'uid-1',
  };
}

const empty = contextWith();
const podWith = (spec: Record<string, unknown>, name = 'web'): Pod => ({
  apiVersion: 'v1', kind: 'Pod', metadata: { name, namespace: 'shop' },
  spec: { containers: [{ name: 'c', image: 'nginx', resources: { requests: { cpu: '100m' } } }], ...spec },
}) as unknown as Pod;

function admitted<T = Pod>(object: unknown, context = empty): T {
  const result = admitCreate(object as KubernetesObject, context);
  if (!result.ok) throw new Error(result.error.message);
  return result.value as unknown as T;
}

function refusal(object: unknown, context = empty): string {
  const result = admitCreate(object as KubernetesObject, context);
  return result.ok ? 'admitted' : `${result.error.code} ${result.error.message}`;
}

describe('pods', () => {
  it('get tolerations, priority, a service account and a first status', () => {
    const { spec, status } = admitted(podWith({}));
    expect(spec.tolerations?.map(({ key, tolerationSeconds }) => [key, tolerationSeconds])).toEqual([
      ['node.kubernetes.io/not-ready', 300], ['node.kubernetes.io/unreachable', 300],
    ]);
    expect(spec).toMatchObject({
      priority: 0, preemptionPolicy: 'PreemptLowerPriority', serviceAccountName: 'default', serviceAccount: 'default',
    });
    expect(status).toEqual({ phase: 'Pending', qosClass: 'Burstable' });
  });

  it('take the priority of their class, or of the least of the default classes', () => {
    const priorityClass = (name: string, value: number, more = {}): [string, Record<string, unknown>] => [
      'priorityclasses', { apiVersion: 'scheduling.k8s.io/v1', kind: 'PriorityClass', metadata: { name }, value, ...more },
    ];
    const context = contextWith(
      priorityClass('high', 100, { preemptionPolicy: 'Never' }), priorityClass('a', 7, { globalDefault: true }),
      priorityClass('b', 5, { globalDefault: true }),
    );
    expect(admitted(podWith({ priorityClassName: 'high' }), context).spec).toMatchObject({ priority: 100, preemptionPolicy: 'Never' });
    expect(admitted(podWith({}), context).spec).toMatchObject({ priority: 5, priorityClassName: 'b' });
  });

  it.each([
    [{ priorityClassName: 'none' }, '403 pods "web" is forbidden: no PriorityClass with name none was found'],
    [
      { priority: 5 },
      '403 pods "web" is forbidden: the integer value of priority (5) must not be provided in pod spec; '
      + 'priority admission controller computed 0 from the given PriorityClass name',
    ],
    [
      { serviceAccountName: 'none' },
      '403 pods "web" is forbidden: error looking up service account shop/none: serviceaccount "none" not found',
    ],
    [{ runtimeClassName: 'none' }, '403 pods "web" is forbidden: pod rejected: RuntimeClass "none" not found'],
    [
      { dnsPolicy: 'X' },
      '422 Pod "web" is invalid: spec.dnsPolicy: Unsupported value: "X": supported values: "ClusterFirstWithHostNet", '
      + '"ClusterFirst", "Default", "None"',
    ],
    [{ foo: 1 }, '400 Pod in version "v1" cannot be handled as a Pod: strict decoding error: unknown field "spec.foo"'],
  ])('are refused: %j', (spec, message) => expect(refusal(podWith(spec))).toBe(message));

  it('write what an annotation says about AppArmor into the field, also when the template was seen before', () => {
    const spec = podWith({ securityContext: { appArmorProfile: { type: 'RuntimeDefault' } } }).spec;
    const profile = (annotation?: string) => {
      const pod = { ...podWith({}), spec };
      if (annotation !== undefined) pod.metadata.annotations = { 'container.apparmor.security.beta.kubernetes.io/c': annotation };
      return (admitted(pod).spec.containers[0] as unknown as { securityContext?: { appArmorProfile?: unknown } }).securityContext?.appArmorProfile;
    };
    expect(['localhost/a', undefined, 'unconfined', 'runtime/default'].map(profile)).toEqual([
      { type: 'Localhost', localhostProfile: 'a' }, undefined, { type: 'Unconfined' }, undefined,
    ]);
  });

  it('several errors are listed in brackets', () => {
    expect(refusal(podWith({ restartPolicy: 'X', hostname: 'A b' }))).toMatch(
      /^422 Pod "web" is invalid: \[spec\.restartPolicy: .*, spec\.hostname: .*\]$/,
    );
  });

  it('get match label keys as conditions', () => {
    const constraint = {
      maxSkew: 1, topologyKey: 'zone', whenUnsatisfiable: 'DoNotSchedule', labelSelector: { matchLabels: { app: 'x' } },
      matchLabelKeys: ['hash'],
    };
    const object = podWith({ topologySpreadConstraints: [constraint] });
    object.metadata.labels = { app: 'x', hash: 'h1' };
    expect(
      admitted(object).spec.topologySpreadConstraints?.[0]?.labelSelector?.matchExpressions,
    ).toEqual([{ key: 'hash', operator: 'In', values: ['h1'] }]);
  });
});

describe('pods of one template', () => {
  it('share the admitted spec', () => {
    const { spec } = podWith({});
    const [a, b] = ['a', 'b'].map((name) => admitted({ ...podWith({}, name), spec }));
    expect(a?.metadata.name).toBe('a');
    expect(b?.metadata.name).toBe('b');
    expect(b?.spec).toBe(a?.spec);
  });

  it('have their own metadata checked', () => {
    const { spec } = podWith({});
    admitted({ ...podWith({}), spec });
    expect(refusal({ ...podWith({}, 'Bad_Name'), spec })).toContain('metadata.name');
    expect(refusal({ ...podWith({}), metadata: { name: 'x', namespace: 'shop', foo: 1 }, spec })).toContain('unknown field "metadata.foo"');
  });

  it('are admitted afresh when what the plugins find has changed', () => {
    const { spec } = podWith({});
    expect(admitted({ ...podWith({}), spec }).spec.priority).toBe(0);
    const context = contextWith([
      'priorityclasses',
      { apiVersion: 'scheduling.k8s.io/v1', kind: 'PriorityClass', metadata: { name: 'd' }, value: 9, globalDefault: true },
    ]);
    expect(admitted({ ...podWith({}), spec }, context).spec.priority).toBe(9);
  });

  it('do not share what depends on their labels', () => {
    const spec = podWith({
      affinity: {
        podAntiAffinity: {
          requiredDuringSchedulingIgnoredDuringExecution: [
            { topologyKey: 'zone', labelSelector: { matchLabels: { app: 'x' } }, matchLabelKeys: ['hash'] },
          ],
        },
      },
    }).spec;
    const values = ['h1', 'h2'].map((hash) => {
      const pod = admitted({ ...podWith({}), metadata: { name: hash, namespace: 'shop', labels: { app: 'x', hash } }, spec });
      const terms = pod.spec.affinity?.podAntiAffinity?.requiredDuringSchedulingIgnoredDuringExecution;
      return terms?.[0]?.labelSelector?.matchExpressions?.[0]?.values;
    });
    expect(values).toEqual([['h1'], ['h2']]);
  });
});

describe('other kinds', () => {
  it('a Job selects its pods by its uid', () => {
    interface Job { metadata: { uid: string }; spec: { selector: unknown; template: { metadata: { labels: Record<string, string> } } } }
    const job = admitted<Job>({
      apiVersion: 'batch/v1', kind: 'Job', metadata: { name: 'j', namespace: 'shop' },
      spec: { template: { spec: { restartPolicy: 'Never', containers: [{ name: 'c', image: 'x' }] } } },
    });
    expect(job.metadata.uid).toBe('uid-1');
    expect(job.spec.selector).toEqual({ matchLabels: { 'batch.kubernetes.io/controller-uid': 'uid-1' } });
    expect(job.spec.template.metadata.labels['job-name']).toBe('j');
  });

  const service = (spec: Record<string, unknown>, name = 's') => ({
    apiVersion: 'v1', kind: 'Service', metadata: { name, namespace: 'shop' }, spec,
  });
  type Service = { spec: { clusterIP?: string; clusterIPs?: string[]; ports: { nodePort?: number }[]; ipFamilies?: string[] } };

  it('services get addresses and node ports that are free', () => {
    const first = admitted<Service>(service({ type: 'NodePort', ports: [{ name: 'a', port: 80 }, { name: 'b', port: 81 }] }));
    expect(first.spec).toMatchObject({ clusterIP: '10.96.1.0', clusterIPs: ['10.96.1.0'], ipFamilies: ['IPv4'] });
    expect(first.spec.ports.map(({ nodePort }) => nodePort)).toEqual([30_000, 30_001]);
    const second = admitted<Service>(
      service({ type: 'NodePort', ports: [{ port: 80 }] }, 't'), contextWith(['services', first as unknown as Record<string, unknown>]),
    );
    expect([second.spec.clusterIP, second.spec.ports[0]?.nodePort]).toEqual(['10.96.1.1', 30_002]);
  });

  it('services keep their address, unless they leave for another name', () => {
    const old = admitted<KubernetesObject & Service>(service({ ports: [{ port: 80 }] }));
    const update = (spec: Record<string, unknown>) => {
      const result = admitUpdate(old, { ...old, spec } as unknown as KubernetesObject, empty);
      return result.ok ? (result.value as unknown as Service).spec : result.error.details?.causes?.map(({ field }) => field);
    };
    expect(update({ ports: [{ port: 81 }] })).toMatchObject({ clusterIP: '10.96.1.0' });
    expect(update({ ...old.spec, clusterIP: 'None' })).toEqual(['spec.clusterIPs[0]']);
    expect(update({ ...old.spec, type: 'ExternalName', externalName: 'a.example.com' })).not.toHaveProperty('clusterIP');
  });

  it('a node keeps the status that it registers with, other kinds start afresh', () => {
    const node = admitted<{ status: { capacity: unknown; allocatable: unknown } }>({
      apiVersion: 'v1', kind: 'Node', metadata: { name: 'n' }, status: { capacity: { cpu: '2' } },
    });
    expect(node.status).toMatchObject({ capacity: { cpu: '2' }, allocatable: { cpu: '2' } });
    expect(
      admitted<{ status: unknown }>({
        apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'n' }, status: { phase: 'Terminating' },
      }).status,
    ).toEqual({ phase: 'Active' });
  });

  it('a status update changes only the status, and is decoded strictly', () => {
    const old = admitted(podWith({}));
    const next = admitStatusUpdate(
      old, { ...old, spec: { containers: [] }, status: { phase: 'Running' } } as unknown as KubernetesObject,
    );
    expect(next).toEqual({ ok: true, value: { ...old, status: { phase: 'Running', qosClass: 'Burstable' } } });
    expect(admitStatusUpdate(old, { ...old, status: { fase: 'Running' } } as unknown as KubernetesObject).ok).toBe(false);
  });

  it.each(['apps/v2', 'v1', 'batch/v1'])('a Deployment of %s is refused, as there is none', (apiVersion) => {
    expect(refusal({ apiVersion, kind: 'Deployment', metadata: { name: 'x' } })).toBe(`400 no kind "Deployment" is registered for version "${apiVersion}"`);
  });

  it.each([
    ['policy/v1', 'PodDisruptionBudget', false], ['node.k8s.io/v1', 'RuntimeClass', false], ['storage.k8s.io/v1', 'CSINode', false],
    ['v1', 'ConfigMap', true], ['networking.k8s.io/v1', 'IngressClass', true],
  ])('%s %s may be replaced without saying what it is based on: %3$s', (apiVersion, kind, blind) => {
    const old = admitted<KubernetesObject>({ apiVersion, kind, metadata: { name: 'x', namespace: 'shop' }, ...(kind === 'IngressClass' ? { spec: { controller: 'a.io/b' } } : {}) });
    const answer = admitUpdate(old, old, empty);
    expect(answer.ok || answer.error.details?.causes?.map(({ field }) => field)).toEqual(blind || ['metadata.resourceVersion']);
  });

  it('kinds that are not built in are kept as they are', () => {
    const widget = {
      apiVersion: 'example.com/v1', kind: 'Widget', metadata: { name: 'w', namespace: 'shop' }, spec: { any: [1] }, status: { seen: true },
    };
    expect(admitted(widget)).toEqual(widget);
  });
});
