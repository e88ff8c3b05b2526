import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dns1123Label } from '../../shared/kubernetes/names.ts';
import type { DesignChange, DesignEdit } from '../../shared/ipc/design.ts';
import type { KubernetesObject } from '../../shared/kubernetes/types/meta.ts';
import type { PodSpec } from '../../shared/kubernetes/types/pod.ts';
import { addContainerToPod, addContainerToTemplate } from './add-container.ts';
import { addFirstMachines, addMachine } from './add-machine.ts';
import { addVolume, createMountedObject } from './add-volume.ts';
import { containerPresets } from './container-presets.ts';
import type { ContainerPreset } from './container-presets.ts';
import { createDeployment } from './create-deployment.ts';
import { createPod } from './create-pod.ts';
import { deleteObjects } from './delete-objects.ts';
import { togglePlug } from './fault.ts';
import { cordonAndEvict, evictPods, movePod, pinWorkload } from './move-pod.ts';
import { moveCards } from './move-cards.ts';
import { replicasAt, replicasTrackEnd, scaleWorkload } from './scale.ts';
import { volumeSources } from './volume.ts';

const none = { pods: new Set<string>(), configMaps: new Set<string>(), secrets: new Set<string>(), claims: new Set<string>() };
const presets = Object.keys(containerPresets) as ContainerPreset[];

type Put = Extract<DesignChange, { op: 'put' }>;
const manifestOf = (edit: DesignEdit): KubernetesObject & { spec: PodSpec } =>
  (edit.changes.find((change) => change.op === 'put') as Put).manifest as never;
const patchOf = (edit: DesignEdit | undefined): unknown =>
  (edit?.changes.find((change) => change.op === 'patch') as Extract<DesignChange, { op: 'patch' }>).patch;

function barePod(spec: Partial<PodSpec> = {}): KubernetesObject {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'cache', namespace: 'default', uid: 'u1', resourceVersion: '5', labels: { app: 'cache' } },
    ...{
      spec: {
        nodeName: 'worker-1',
        serviceAccountName: 'default',
        serviceAccount: 'default',
        priority: 0,
        enableServiceLinks: true,
        tolerations: [{ key: 'node.kubernetes.io/not-ready', operator: 'Exists', effect: 'NoExecute', tolerationSeconds: 300 }],
        containers: [{ name: 'redis', image: 'redis:7.4', ports: [{ containerPort: 6379 }] }],
        ...spec,
      },
      status: { phase: 'Running' },
    },
  } as KubernetesObject;
}

function deployment(spec: Partial<PodSpec> = {}): KubernetesObject {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'web', namespace: 'default' },
    ...{ spec: { replicas: 2, template: { spec: { containers: [{ name: 'nginx', image: 'nginx:1.27' }], ...spec } } } },
  } as KubernetesObject;
}

describe('machines', () => {
  it.each([
    [['worker'], 'worker-2', 'm5.large'],
    [['control-plane'], 'control-1', 't3.medium'],
    [['control-plane', 'worker'], 'node-1', 'm5.large'],
  ] as const)('%j becomes %s', (roles, name, type) => {
    const edit = addMachine({ roles: [...roles], zone: 'us-east-1a', at: { x: 10, y: 20 } }, new Set(['worker-1']));
    expect(edit.changes).toEqual([
      {
        op: 'put',
        manifest: {
          apiVersion: 'clusterwright.dev/v1',
          kind: 'Machine',
          metadata: { name },
          spec: { roles: [...roles], type, zone: 'us-east-1a' },
        },
      },
      { op: 'layout', positions: { [`clusterwright.dev/v1/Machine//${name}`]: { x: 10, y: 20 } } },
    ]);
  });

  it('adds a control plane and a worker in one step', () => {
    expect(addFirstMachines(new Set()).changes.map((change) => (change as Put).manifest.metadata.name)).toEqual(['control-1', 'worker-1']);
  });
});

describe('pods', () => {
  it.each([
    ['nowhere', undefined, {}],
    ['by selector', { node: 'worker-2', by: 'selector' }, { nodeSelector: { 'kubernetes.io/hostname': 'worker-2' } }],
    ['by nodeName', { node: 'worker-2', by: 'nodeName' }, { nodeName: 'worker-2' }],
  ] as const)('placed %s', (_name, placement, fields) => {
    const { spec } = manifestOf(createPod('redis', placement, new Set()));
    expect(spec).toEqual({ ...fields, containers: [containerPresets.redis] });
  });

  it('replaces a bare pod to add a container, without what the server had set', () => {
    const edit = addContainerToPod(barePod(), 'log-shipper', new Set(['cache', 'cache-2']));
    expect(edit.changes[0]).toEqual({ op: 'delete', ref: { apiVersion: 'v1', kind: 'Pod', namespace: 'default', name: 'cache' } });
    const manifest = manifestOf(edit);
    expect(manifest.metadata).toEqual({ name: 'cache-3', namespace: 'default', labels: { app: 'cache' } });
    expect(manifest.spec).toEqual({
      containers: [{ name: 'redis', image: 'redis:7.4', ports: [{ containerPort: 6379 }] }, containerPresets['log-shipper']],
    });
  });

  it('gives a second container of the same image its own name and no port that is taken', () => {
    const { containers } = manifestOf(addContainerToPod(barePod(), 'redis', new Set())).spec;
    expect(containers[1]).toMatchObject({ name: 'redis-2' });
    expect(containers[1]).not.toHaveProperty('ports');
  });

  it('moves a bare pod by replacing it, and drops an earlier choice of machine', () => {
    const moved = manifestOf(
      movePod(
        barePod({ nodeSelector: { 'kubernetes.io/hostname': 'worker-1', disk: 'ssd' } }),
        { node: 'worker-2', by: 'selector' },
        new Set(),
      ),
    );
    expect(moved.spec.nodeSelector).toEqual({ disk: 'ssd', 'kubernetes.io/hostname': 'worker-2' });
    expect(moved.spec.nodeName).toBeUndefined();
    const bound = manifestOf(
      movePod(barePod({ nodeSelector: { 'kubernetes.io/hostname': 'worker-1' } }), { node: 'worker-2', by: 'nodeName' }, new Set()),
    );
    expect(bound.spec.nodeSelector).toBeUndefined();
    expect(bound.spec.nodeName).toBe('worker-2');
  });

  it('evicts, cordons', () => {
    const ref = { apiVersion: 'v1', kind: 'Pod', namespace: 'default', name: 'web-1' };
    expect(evictPods([ref]).changes).toEqual([{ op: 'evict', ref }]);
    expect(cordonAndEvict('worker-1', [ref]).changes[0]).toEqual({
      op: 'patch',
      ref: { apiVersion: 'v1', kind: 'Node', name: 'worker-1' },
      patch: { spec: { unschedulable: true } },
    });
  });

  it('leaves the manifest it reads unchanged', () => {
    const pod = barePod();
    const copy = structuredClone(pod);
    addContainerToPod(pod, 'nginx', new Set());
    movePod(pod, { node: 'x', by: 'selector' }, new Set());
    addVolume(pod, { source: 'configMap' }, none);
    expect(pod).toEqual(copy);
  });
});

describe('workloads', () => {
  it('writes a Deployment whose selector matches its template', () => {
    const { spec } = manifestOf(createDeployment('nginx', new Set(['web']))) as never as {
      spec: { selector: { matchLabels: object }; template: { metadata: { labels: object } } };
    };
    expect(spec.selector.matchLabels).toEqual({ app: 'web-2' });
    expect(spec.template.metadata.labels).toEqual({ app: 'web-2' });
  });

  it('adds containers and volumes to the template as whole lists, because merge patches replace lists', () => {
    expect(patchOf(addContainerToTemplate(deployment(), 'log-shipper'))).toEqual({
      spec: { template: { spec: { containers: [{ name: 'nginx', image: 'nginx:1.27' }, containerPresets['log-shipper']] } } },
    });
    expect(patchOf(addVolume(deployment(), { source: 'emptyDir' }, none))).toEqual({
      spec: {
        template: {
          spec: {
            volumes: [{ name: 'data', emptyDir: {} }],
            containers: [{ name: 'nginx', image: 'nginx:1.27', volumeMounts: [{ name: 'data', mountPath: '/data' }] }],
          },
        },
      },
    });
  });

  it('reaches the template of a CronJob, and refuses kinds without one', () => {
    const cron = {
      apiVersion: 'batch/v1',
      kind: 'CronJob',
      metadata: { name: 'c' },
      spec: { jobTemplate: { spec: { template: { spec: { containers: [] } } } } },
    } as KubernetesObject;
    expect(patchOf(addContainerToTemplate(cron, 'nginx'))).toHaveProperty('spec.jobTemplate.spec.template.spec.containers');
    expect(addContainerToTemplate({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'c' } }, 'nginx')).toBeUndefined();
  });

  it('pins into every alternative term and replaces an earlier pin', () => {
    const affinity = {
      nodeAffinity: {
        requiredDuringSchedulingIgnoredDuringExecution: {
          nodeSelectorTerms: [
            {
              matchExpressions: [
                { key: 'zone', operator: 'In', values: ['a'] },
                { key: 'kubernetes.io/hostname', operator: 'In', values: ['old'] },
              ],
            },
            { matchExpressions: [{ key: 'gpu', operator: 'Exists' }] },
          ],
        },
      },
    } as never;
    const pin = { key: 'kubernetes.io/hostname', operator: 'In', values: ['worker-2'] };
    expect(patchOf(pinWorkload(deployment({ affinity }), 'worker-2'))).toEqual({
      spec: {
        template: {
          spec: {
            affinity: {
              nodeAffinity: {
                requiredDuringSchedulingIgnoredDuringExecution: {
                  nodeSelectorTerms: [
                    { matchExpressions: [{ key: 'zone', operator: 'In', values: ['a'] }, pin] },
                    { matchExpressions: [{ key: 'gpu', operator: 'Exists' }, pin] },
                  ],
                },
              },
            },
          },
        },
      },
    });
  });

  it('scales within one undo step per drag', () => {
    const ref = { apiVersion: 'apps/v1', kind: 'Deployment', namespace: 'default', name: 'web' };
    const edits = [1, 2, 3].map((replicas) => scaleWorkload(ref, replicas, 'drag-1'));
    expect(new Set(edits.map((edit) => edit.squash)).size).toBe(1);
    expect(scaleWorkload(ref, 3, 'drag-2').squash).not.toBe(edits[0]?.squash);
    expect(patchOf(scaleWorkload(ref, -4, 'd'))).toEqual({ spec: { replicas: 0 } });
  });

  it('can reach more than is wanted now on the replicas track', () => {
    fc.assert(
      fc.property(fc.nat(50_000), (desired) => {
        const end = replicasTrackEnd(desired);
        expect(end).toBeGreaterThan(desired);
        expect(replicasAt(desired / end, end)).toBe(desired);
      }),
    );
    expect(replicasAt(-3, 10)).toBe(0);
    expect(replicasAt(7, 10)).toBe(10);
  });
});

describe('volumes', () => {
  it('writes the ConfigMap that a new volume shows', () => {
    const edit = addVolume(deployment(), { source: 'configMap' }, { ...none, configMaps: new Set(['web-config']) });
    expect(manifestOf(edit as DesignEdit)).toMatchObject({ kind: 'ConfigMap', metadata: { name: 'web-config-2', namespace: 'default' } });
    expect(patchOf(edit)).toMatchObject({
      spec: { template: { spec: { volumes: [{ name: 'config', configMap: { name: 'web-config-2' } }] } } },
    });
  });

  it('mounts an existing Secret only where it was dropped', () => {
    const target = deployment({
      containers: [
        { name: 'a', image: 'a' },
        { name: 'b', image: 'b' },
      ],
    });
    expect(patchOf(addVolume(target, { source: 'secret', object: 'tls', container: 'b' }, none))).toEqual({
      spec: {
        template: {
          spec: {
            volumes: [{ name: 'credentials', secret: { secretName: 'tls' } }],
            containers: [
              { name: 'a', image: 'a' },
              { name: 'b', image: 'b', volumeMounts: [{ name: 'credentials', mountPath: '/etc/credentials', readOnly: true }] },
            ],
          },
        },
      },
    });
  });

  it('keeps volume names and mount paths unique however many are dropped', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...volumeSources), { minLength: 1, maxLength: 6 }), (sources) => {
        let pod = barePod();
        for (const source of sources)
          pod = manifestOf({
            ...addVolume(pod, { source }, none),
            changes: addVolume(pod, { source }, none)!.changes.filter((change) => change.op === 'put' && change.manifest.kind === 'Pod'),
          } as DesignEdit);
        const spec = (pod as never as { spec: PodSpec }).spec;
        const names = (spec.volumes ?? []).map((volume) => volume.name);
        const paths = (spec.containers[0]?.volumeMounts ?? []).map((mount) => mount.mountPath);
        expect(new Set(names).size).toBe(sources.length);
        expect(new Set(paths).size).toBe(sources.length);
      }),
    );
  });

  it('writes just the object on empty space', () => {
    expect(createMountedObject('secret', none).changes).toEqual([
      {
        op: 'put',
        manifest: {
          apiVersion: 'v1',
          kind: 'Secret',
          metadata: { name: 'credentials' },
          type: 'Opaque',
          stringData: { password: 'change-me' },
        },
      },
    ]);
  });
});

describe('moving, deleting, faults', () => {
  it('writes whole layout numbers', () => {
    expect(moveCards({ 'v1/Pod//a': { x: 1.4, y: 2.6 } }).changes).toEqual([{ op: 'layout', positions: { 'v1/Pod//a': { x: 1, y: 3 } } }]);
  });

  it('forgets the position of what is deleted', () => {
    const machine = { apiVersion: 'clusterwright.dev/v1', kind: 'Machine', name: 'w' };
    const pod = { apiVersion: 'v1', kind: 'Pod', namespace: 'default', name: 'p' };
    expect(deleteObjects([machine]).changes).toContainEqual({ op: 'layout', positions: { 'clusterwright.dev/v1/Machine//w': null } });
    expect(deleteObjects([pod]).changes).toEqual([{ op: 'delete', ref: pod }]);
  });

  it.each([
    [false, false, 'PowerOff'],
    [true, false, 'PowerOn'],
    [false, true, 'PowerOn'],
  ] as const)('plug: off %s, crashed %s', (poweredOff, crashed, kind) => {
    expect(togglePlug({ name: 'w', poweredOff, crashed })).toEqual({ kind, machine: 'w' });
  });
});

it('names everything validly, with every preset', () => {
  for (const preset of presets) {
    for (const edit of [
      createPod(preset, undefined, new Set()),
      createDeployment(preset, new Set()),
      addContainerToPod(barePod(), preset, new Set()),
    ]) {
      for (const change of edit.changes) if (change.op === 'put') expect(dns1123Label(change.manifest.metadata.name)).toEqual([]);
    }
  }
});
