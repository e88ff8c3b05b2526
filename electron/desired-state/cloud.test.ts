import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cloudErrorCodes } from '../../shared/faults.ts';
import { AwsWorld } from '../engine/cloud/aws/testing/aws-world.ts';
import { unsettledCloud } from './cloud.ts';

const machine = (name: string, zone: string): { name: string; roles: ['worker']; zone: string; bootSeconds: number } => ({ name, roles: ['worker'], zone, bootSeconds: 5 });
const labels = { app: 'db' };
const service = { apiVersion: 'v1', kind: 'Service', metadata: { name: 'db', namespace: 'default' }, spec: { type: 'LoadBalancer', selector: labels, ports: [{ port: 80 }] } };
const storageClass = { apiVersion: 'storage.k8s.io/v1', kind: 'StorageClass', metadata: { name: 'gp3' }, provisioner: 'ebs.csi.aws.com', volumeBindingMode: 'WaitForFirstConsumer' };
const claim = (index: number): unknown => ({
  apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name: `data-${index}`, namespace: 'default' },
  spec: { storageClassName: 'gp3', accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
});
const pod = (index: number): unknown => ({
  apiVersion: 'v1', kind: 'Pod', metadata: { name: `db-${index}`, namespace: 'default', labels },
  spec: { terminationGracePeriodSeconds: 1, containers: [{ name: 'c', image: 'nginx' }], volumes: [{ name: 'data', persistentVolumeClaim: { claimName: `data-${index}` } }] },
});

test('whatever fails, comes and goes, in the end everything in the account belongs to something', () => {
  const act = fc.record({
    what: fc.constantFrom('pod', 'claim', 'service', 'machine', 'resize', 'power', 'fail', 'fail'), which: fc.nat(5), error: fc.constantFrom(...cloudErrorCodes), seconds: fc.integer({ min: 0, max: 90 }),
  });
  fc.assert(fc.property(fc.array(act, { minLength: 2, maxLength: 16 }), fc.constantFrom('vpc-cni' as const, 'routes' as const), (acts, podNetwork) => {
    const group = { name: 'pool', minSize: 0, maxSize: 3, desiredSize: 1, type: 'c5.large', zones: ['us-east-1a'], bootSeconds: 5 };
    const machines = [machine('a', 'us-east-1a'), machine('b', 'us-east-1b')];
    const aws = new AwsWorld({ podNetwork }, { machines, nodeGroups: [group] }, [storageClass, service, claim(0), pod(0), claim(1), pod(1)]).until(60);
    let now = 60;
    for (const { what, which, error, seconds } of acts) {
      const { world } = aws;
      /** Puts away what is there, and puts what is not. */
      const toggle = (manifest: unknown): void => {
        const { apiVersion, kind, metadata: { name, namespace } } = manifest as { apiVersion: string; kind: string; metadata: { name: string; namespace?: string } };
        const resource = kind === 'PersistentVolumeClaim' ? 'persistentvolumeclaims' : `${kind.toLowerCase()}s`;
        const isThere = aws.get(resource, namespace === undefined ? name : `${namespace}/${name}`);
        if (!isThere) aws.put(manifest);
        else world.apply([{ op: 'delete', ref: { apiVersion, kind, name, ...(namespace === undefined ? {} : { namespace }) } }]);
      };
      const index = which % 2;
      const one = machines[index] ?? machine('a', 'us-east-1a');
      switch (what) {
        case 'pod': toggle(pod(index)); break;
        case 'claim': toggle(claim(index)); break;
        case 'service': toggle(service); break;
        case 'machine': toggle({ apiVersion: 'clusterwright.dev/v1', kind: 'Machine', metadata: { name: one.name }, spec: { roles: one.roles, zone: one.zone, bootSeconds: 5 } }); break;
        case 'resize': world.apply([{ op: 'patch', ref: { apiVersion: 'clusterwright.dev/v1', kind: 'NodeGroup', name: 'pool' }, patch: { spec: { desiredSize: which % 4 } } }]); break;
        case 'power': world.inject({ kind: which < 3 ? 'PowerOff' : 'PowerOn', machine: one.name }); break;
        case 'fail': world.inject({ kind: 'FailCloudCalls', error, ...(which < 4 ? { count: 1 + which * 5 } : {}) }); break;
      }
      aws.until(now += seconds);
    }
    aws.world.inject({ kind: 'MendCloudCalls' });
    for (const { name } of machines) aws.world.inject({ kind: 'PowerOn', machine: name });
    expect(unsettledCloud(aws.until(now + 1_800).world)).toEqual([]);
  }), { numRuns: 30 });
}, 60_000);
