import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import type { AwsSpec } from '../../../../shared/cloud/provider-spec.ts';
import type { Event } from '../../../../shared/kubernetes/types/core.ts';
import type { Pod } from '../../../../shared/kubernetes/types/pod.ts';
import type { PersistentVolumeClaim } from '../../../../shared/kubernetes/types/storage.ts';
import { AwsWorld } from './testing/aws-world.ts';

const machine = (name: string, zone: string): { name: string; roles: ['worker']; zone: string; bootSeconds: number } => ({ name, roles: ['worker'], zone: `zone-${zone}`, bootSeconds: 5 });
const gp3 = (mode = 'WaitForFirstConsumer', rest: Record<string, unknown> = {}): unknown => ({
  apiVersion: 'storage.k8s.io/v1', kind: 'StorageClass', metadata: { name: 'gp3' }, provisioner: 'ebs.csi.aws.com', volumeBindingMode: mode, allowVolumeExpansion: true,
  parameters: { type: 'gp3' }, ...rest,
});
const claim = (name: string, size = '20Gi'): unknown => ({
  apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name, namespace: 'default' },
  spec: { storageClassName: 'gp3', accessModes: ['ReadWriteOnce'], resources: { requests: { storage: size } } },
});
const pod = (name: string, claimName: string, spec: Record<string, unknown> = {}): unknown => ({
  apiVersion: 'v1', kind: 'Pod', metadata: { name, namespace: 'default' },
  spec: {
    containers: [{ name: 'c', image: 'busybox', command: ['sleep', 'infinity'], volumeMounts: [{ name: 'v', mountPath: '/data' }] }],
    volumes: [{ name: 'v', persistentVolumeClaim: { claimName } }], ...spec,
  },
});
const start = (manifests: unknown[], machines = [machine('a', 'a'), machine('b', 'b')], provider: Partial<AwsSpec> = {}): AwsWorld => new AwsWorld(provider, { machines }, manifests).until(150);
const phaseOf = (aws: AwsWorld, name: string): string | undefined => aws.get<Pod>('pods', `default/${name}`)?.status?.phase;
const events = (aws: AwsWorld, name: string): string => aws.list<Event>('events').filter(({ involvedObject }) => involvedObject.name === name).map(({ reason, message }) => `${reason ?? ''}: ${message ?? ''}`).join('\n');
const dataVolumes = (aws: AwsWorld): string[] => aws.cloud.view().volumes.filter(({ subject }) => subject?.kind === 'PersistentVolume').map(({ zone, type, sizeGib, state, machine: on }) => `${zone} ${type} ${sizeGib} ${state} ${on ?? ''}`.trim());

describe('a volume', () => {
  it('is made in the zone of the pod that waits for it, attached there, and costs what its size does', () => {
    const aws = start([gp3(), claim('data'), pod('p', 'data', { nodeSelector: { 'kubernetes.io/hostname': 'b' } })]);
    expect([phaseOf(aws, 'p'), dataVolumes(aws)]).toEqual(['Running', ['us-east-1b gp3 20 in-use b']]);
    expect(aws.calls().filter(({ caller }) => caller === 'ebs-csi-driver').map(({ action }) => action)).toEqual(['CreateVolume', 'AttachVolume']);
    const cost = aws.cloud.cost().rows.find(({ kind, subject }) => kind === 'Volume' && subject?.kind === 'PersistentVolume');
    expect(cost).toMatchObject({ type: 'gp3 20GiB', perMonth: expect.closeTo(1.6, 6) as number });
    aws.world.apply([
      { op: 'delete', ref: { apiVersion: 'v1', kind: 'Pod', namespace: 'default', name: 'p' } },
      { op: 'delete', ref: { apiVersion: 'v1', kind: 'PersistentVolumeClaim', namespace: 'default', name: 'data' } },
    ]);
    aws.until(300);
    expect([dataVolumes(aws), aws.calls('DetachVolume').length, aws.calls('DeleteVolume').length]).toEqual([[], 1, 1]);
  });

  it('that is to be there before any pod waits for the first node, and then its zone is where it was made', () => {
    const aws = new AwsWorld({}, { machines: [{ ...machine('b', 'b'), bootSeconds: 100 }] }, [gp3('Immediate'), claim('data'), pod('p', 'data')]).until(60);
    expect([aws.calls('CreateVolume'), events(aws, 'data')]).toEqual([[], expect.stringContaining('error generating accessibility requirements: no available topology found') as string]);
    expect([phaseOf(aws.until(600), 'p'), dataVolumes(aws)]).toEqual(['Running', ['us-east-1b gp3 20 in-use b']]);
  });

  it('goes again when its claim goes before it has become a volume', () => {
    const aws = new AwsWorld({}, { machines: [machine('a', 'a')] }, [gp3('Immediate')]).until(100);
    aws.put(claim('data'));
    while (aws.calls('CreateVolume').length === 0) aws.world.advance({ untilMs: aws.world.nowMs + 10 });
    aws.world.inject({ kind: 'FailCloudCalls', error: 'InternalError', action: 'DeleteVolume', count: 2 });
    aws.world.apply([{ op: 'delete', ref: { apiVersion: 'v1', kind: 'PersistentVolumeClaim', namespace: 'default', name: 'data' } }]);
    expect([dataVolumes(aws.until(300)), aws.calls('DeleteVolume').length]).toEqual([[], 3]);
  });

  it('binds its pod to its zone: without a machine there the pod waits', () => {
    const aws = start([gp3(), claim('data'), pod('p', 'data', { nodeSelector: { 'kubernetes.io/hostname': 'b' } })]);
    aws.world.apply([
      { op: 'delete', ref: { apiVersion: 'v1', kind: 'Pod', namespace: 'default', name: 'p' } },
      { op: 'delete', ref: { apiVersion: 'clusterwright.dev/v1', kind: 'Machine', name: 'b' } },
    ]);
    aws.until(300).put(pod('q', 'data'));
    expect([phaseOf(aws.until(400), 'q'), events(aws, 'q')]).toEqual(['Pending', expect.stringContaining('1 node(s) had volume node affinity conflict') as string]);
    aws.put({ apiVersion: 'clusterwright.dev/v1', kind: 'Machine', metadata: { name: 'b2' }, spec: { roles: ['worker'], zone: 'zone-b', bootSeconds: 5 } });
    // The disk is taken from the node that is gone after six minutes.
    aws.until(900);
    expect([phaseOf(aws, 'q'), dataVolumes(aws)]).toEqual(['Running', ['us-east-1b gp3 20 in-use b2']]);
  });

  it('of the in-tree plugin is the driver\'s', () => {
    const aws = start([gp3('Immediate', { provisioner: 'kubernetes.io/aws-ebs', parameters: { type: 'gp2' } }), claim('data', '5Gi'), pod('p', 'data')]);
    expect([phaseOf(aws, 'p'), aws.calls('CreateVolume').map(({ request }) => request['VolumeType'])]).toEqual(['Running', ['gp2']]);
  });

  it('grows, but not twice within six hours', () => {
    const aws = start([gp3(), claim('data'), pod('p', 'data')]);
    const grow = (storage: string): unknown => aws.world.apply([{ op: 'patch', ref: { apiVersion: 'v1', kind: 'PersistentVolumeClaim', namespace: 'default', name: 'data' }, patch: { spec: { resources: { requests: { storage } } } } }]);
    grow('30Gi');
    aws.until(300);
    expect([aws.get<PersistentVolumeClaim>('persistentvolumeclaims', 'default/data')?.status?.capacity?.['storage'], dataVolumes(aws)[0]]).toEqual(['30Gi', expect.stringContaining('gp3 30') as string]);
    grow('40Gi');
    expect(events(aws.until(400), 'data')).toMatch(/VolumeResizeFailed: resize volume "pvc-.*" by resizer "ebs\.csi\.aws\.com" failed: .*VolumeModificationRateExceeded/);
    expect(aws.cloud.cost().rows.find(({ subject }) => subject?.kind === 'PersistentVolume')?.perMonth).toBeCloseTo(2.4, 6);
  });
});

describe('the driver', () => {
  it('says what EC2 says, and tries again', () => {
    const aws = new AwsWorld({}, { machines: [machine('a', 'a')] }, [gp3(), claim('data'), pod('p', 'data')]);
    aws.world.inject({ kind: 'FailCloudCalls', error: 'InternalError', action: 'CreateVolume', count: 2 });
    aws.world.inject({ kind: 'FailCloudCalls', error: 'RequestLimitExceeded', action: 'AttachVolume', count: 2 });
    aws.until(250);
    expect(events(aws, 'data')).toMatch(/ProvisioningFailed: failed to provision volume with StorageClass "gp3": rpc error: code = Internal desc = Could not create volume "pvc-.*operation error EC2: CreateVolume, https response error StatusCode: 500/);
    expect(events(aws, 'p')).toMatch(/FailedAttachVolume: AttachVolume\.Attach failed for volume "pvc-.*Could not attach volume "vol-.*api error RequestLimitExceeded: Request limit exceeded\./);
    expect([phaseOf(aws, 'p'), aws.calls('AttachVolume').length, aws.calls('CreateVolume').length]).toEqual(['Running', 3, 3]);
  });

  it('is not driven to another try by its own report of a refusal', () => {
    const aws = new AwsWorld({}, { machines: [machine('a', 'a')] }, [gp3(), claim('data'), pod('p', 'data')]);
    aws.world.inject({ kind: 'FailCloudCalls', error: 'UnauthorizedOperation', action: 'AttachVolume' });
    aws.until(100);
    const before = aws.calls('AttachVolume').length;
    expect(aws.until(200).calls('AttachVolume').length - before).toBeLessThanOrEqual(21);
    aws.world.inject({ kind: 'MendCloudCalls' });
    expect(phaseOf(aws.until(300), 'p')).toBe('Running');
  });

  it('is stopped by the account\'s storage quota', () => {
    const aws = start([gp3(), claim('data', '600Gi'), pod('p', 'data')], undefined, { quotas: { gp3StorageTiB: 0.5 } });
    expect([phaseOf(aws, 'p'), events(aws, 'data')]).toEqual(['Pending', expect.stringMatching(/ResourceExhausted.*VolumeLimitExceeded: You have exceeded your maximum gp3 storage limit of 0\.5 TiB/) as string]);
  });

  it('keeps each node to the attachments of its type', () => {
    const count = 26;
    const many = Array.from({ length: count }, (_, index) => [claim(`data-${index}`, '1Gi'), pod(`p-${index}`, `data-${index}`)]).flat();
    const aws = start([gp3(), ...many], [machine('a', 'a')]).until(400);
    const phases = Array.from({ length: count }, (_, index) => phaseOf(aws, `p-${index}`));
    expect([phases.filter((phase) => phase === 'Running').length, aws.cloud.view().instances[0]?.volumes.length]).toEqual([25, 26]);
    expect(events(aws, `p-${phases.indexOf('Pending')}`)).toContain('node(s) exceed max volume count');
  });
});

test('a zone-bound volume never attaches across zones, whatever fails and goes where', () => {
  const zones = ['a', 'b', 'c'];
  const act = fc.record({ what: fc.constantFrom('delete', 'off', 'on', 'cut', 'join', 'throttle', 'pod'), which: fc.integer({ min: 0, max: 5 }), seconds: fc.integer({ min: 1, max: 90 }) });
  fc.assert(fc.property(fc.array(act, { minLength: 1, maxLength: 10 }), (acts) => {
    const set = {
      apiVersion: 'apps/v1', kind: 'StatefulSet', metadata: { name: 'db', namespace: 'default' },
      spec: {
        serviceName: 'db', replicas: 3, podManagementPolicy: 'Parallel', selector: { matchLabels: { app: 'db' } },
        template: {
          metadata: { labels: { app: 'db' } },
          spec: { terminationGracePeriodSeconds: 1, containers: [{ name: 'c', image: 'busybox', command: ['sleep', 'infinity'], volumeMounts: [{ name: 'data', mountPath: '/data' }] }] },
        },
        volumeClaimTemplates: [{ metadata: { name: 'data' }, spec: { storageClassName: 'gp3', accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } } }],
      },
    };
    const machines = zones.flatMap((zone) => [machine(`${zone}0`, zone), machine(`${zone}1`, zone)]);
    const aws = new AwsWorld({}, { machines }, [gp3(), set]).until(120);
    const zoneOfVolume = new Map<string, string>();
    const check = (): void => {
      const { volumes, instances } = aws.cloud.view();
      for (const { id, zone, machine: on } of volumes) {
        expect(zoneOfVolume.get(id) ?? zone).toBe(zone);
        zoneOfVolume.set(id, zone);
        if (on !== undefined) expect([id, zone]).toEqual([id, instances.find((one) => one.machine === on)?.zone]);
      }
    };
    aws.cloud.onCall(check);
    let now = 120;
    for (const { what, which, seconds } of acts) {
      const name = machines[which]?.name ?? '';
      const zone = `us-east-1${zones[which % 3] ?? ''}`;
      if (what === 'delete') aws.world.apply([{ op: 'delete', ref: { apiVersion: 'clusterwright.dev/v1', kind: 'Machine', name } }]);
      else if (what === 'pod') aws.world.apply([{ op: 'delete', ref: { apiVersion: 'v1', kind: 'Pod', namespace: 'default', name: `db-${which % 3}` } }]);
      else if (what === 'off' || what === 'on') aws.world.inject({ kind: what === 'off' ? 'PowerOff' : 'PowerOn', machine: name });
      else if (what === 'cut' || what === 'join') aws.world.inject({ kind: what === 'cut' ? 'CutZone' : 'ReconnectZone', zone });
      else aws.world.inject({ kind: 'FailCloudCalls', error: 'RequestLimitExceeded', count: 3 });
      aws.until(now += seconds);
      check();
    }
    aws.until(now + 600);
    check();
  }), { numRuns: 12 });
});

it('goes on after a snapshot as without one', () => {
  const run = (cut: number | undefined): string => {
    const aws = new AwsWorld({}, { machines: [machine('a', 'a')] }, [gp3(), claim('data'), pod('p', 'data')]);
    if (cut !== undefined) aws.until(cut).reload();
    return aws.until(200).world.stateHash();
  };
  const straight = run(undefined);
  for (const cut of [1, 40, 60, 65, 70, 100]) expect([cut, run(cut)]).toEqual([cut, straight]);
});
