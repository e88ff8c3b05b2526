import { describe, expect, it } from 'vitest';
import { listableResources } from '../discovery.ts';
import { groupVersionOf } from '../resource-type.ts';
import { customResourcePrinter } from './custom-resource.ts';
import { printTable } from './print.ts';
import { printerOf } from './printers/index.ts';
import type { Cell, TableRow } from './table.ts';

const now = Date.parse('2030-01-01T00:10:00Z');
const minuteAgo = '2030-01-01T00:09:00Z';

function row(apiVersion: string, kind: string, object: object): TableRow | undefined {
  const metadata = { name: 'x', creationTimestamp: minuteAgo };
  return printTable(printerOf(apiVersion, kind), [{ apiVersion, kind, metadata, ...object }], now).rows[0];
}

describe('every listable kind', () => {
  it.each(listableResources.map((type) => [type.kind, groupVersionOf(type)] as const))('%s prints an object without content', (kind, version) => {
    const { columnDefinitions, rows } = printTable(printerOf(version, kind), [{ metadata: { name: 'x' } }], now);
    expect(columnDefinitions.filter(({ format }) => format === 'name').length).toBeGreaterThan(0);
    // An IPAddress has a cell too many in Kubernetes as well.
    expect(rows[0]?.cells.length).toBe(columnDefinitions.length + (kind === 'IPAddress' ? 1 : 0));
  });
});

describe('a pod', () => {
  const restarted = { restartCount: 2, lastState: { terminated: { finishedAt: '2030-01-01T00:05:00Z' } } };
  const sidecar = { initContainers: [{ name: 's', restartPolicy: 'Always' }, { name: 'i' }], containers: [{ name: 'c' }] };
  it.each<[string, object, object, Cell[]]>([
    ['waits', { containers: [{ name: 'c' }] }, { phase: 'Pending' }, ['0/1', 'Pending', '0']],
    ['is gated', { containers: [{ name: 'c' }] }, {
      phase: 'Pending', conditions: [{ type: 'PodScheduled', status: 'False', reason: 'SchedulingGated' }],
    }, ['0/1', 'SchedulingGated', '0']],
    ['initialises behind a sidecar', sidecar, {
      phase: 'Pending',
      initContainerStatuses: [{ name: 's', started: true, ready: true, state: { running: {} } }, { name: 'i', state: { running: {} } }],
    }, ['1/2', 'Init:1/2', '0']],
    ['fails to initialise', sidecar, {
      phase: 'Pending', initContainerStatuses: [{ name: 'i', ...restarted, state: { terminated: { exitCode: 3 } } }],
    }, ['0/2', 'Init:ExitCode:3', '2 (5m ago)']],
    ['counts restarts of sidecars and apps once initialised', sidecar, {
      phase: 'Running', conditions: [{ type: 'Initialized', status: 'True' }],
      initContainerStatuses: [
        { name: 's', ...restarted, started: true, ready: true, state: { running: {} } },
        { name: 'i', restartCount: 7, state: { terminated: { exitCode: 0 } } },
      ],
      containerStatuses: [{ name: 'c', restartCount: 1, ready: true, state: { running: {} } }],
    }, ['2/2', 'Running', '3 (5m ago)']],
    ['crashes', { containers: [{ name: 'c' }] }, {
      phase: 'Running', containerStatuses: [{ name: 'c', ...restarted, state: { waiting: { reason: 'CrashLoopBackOff' } } }],
    }, ['0/1', 'CrashLoopBackOff', '2 (5m ago)']],
    ['has one container left', { containers: [{ name: 'a' }, { name: 'b' }] }, {
      phase: 'Running',
      containerStatuses: [
        { name: 'a', state: { terminated: { exitCode: 0, reason: 'Completed' } } }, { name: 'b', ready: true, state: { running: {} } },
      ],
    }, ['1/2', 'NotReady', '0']],
  ])('%s', (_what, spec, status, cells) => expect(row('v1', 'Pod', { spec, status })?.cells.slice(1, 4)).toEqual(cells));

  it('that is deleted terminates, unless it is done', () => {
    const metadata = { name: 'x', deletionTimestamp: minuteAgo };
    const status = (phase: string): unknown => row('v1', 'Pod', { metadata, spec: {}, status: { phase } })?.cells[2];
    expect([status('Running'), status('Succeeded')]).toEqual(['Terminating', 'Succeeded']);
  });

  it('that is done has a row condition', () => {
    expect(row('v1', 'Pod', { spec: {}, status: { phase: 'Failed' } })?.conditions).toEqual([
      { type: 'Completed', status: 'True', reason: 'Failed', message: 'The pod failed.' },
    ]);
  });
});

describe('cells of other kinds', () => {
  it.each<[string, string, object, number, Cell]>([
    ['v1', 'Service', { spec: { type: 'LoadBalancer' }, status: {} }, 3, '<pending>'],
    ['v1', 'Service', {
      spec: { type: 'LoadBalancer', externalIPs: ['9.9.9.9'] }, status: { loadBalancer: { ingress: [{ ip: '2.2.2.2' }, { hostname: 'a.b' }] } },
    }, 3, '2.2.2.2,a.b,9.9.9.9'],
    ['v1', 'Service', { spec: { type: 'NodePort', ports: [{ port: 80, nodePort: 30080, protocol: 'TCP' }] } }, 4, '80:30080/TCP'],
    ['v1', 'Endpoints', {
      subsets: [{ addresses: [{ ip: '1.1.1.1' }, { ip: 'fe80::1' }], ports: [{ port: 80 }, { port: 81 }] }],
    }, 1, '1.1.1.1:80,[fe80::1]:80,1.1.1.1:81 + 1 more...'],
    ['v1', 'Endpoints', { subsets: [{ addresses: [{ ip: '1.1.1.1' }] }] }, 1, '1.1.1.1'],
    ['v1', 'Node', { metadata: { name: 'n', labels: { 'node-role.kubernetes.io/b': '', 'kubernetes.io/role': 'a' } } }, 2, 'a,b'],
    ['v1', 'Node', { spec: { unschedulable: true }, status: { conditions: [{ type: 'Ready', status: 'Unknown' }] } }, 1, 'NotReady,SchedulingDisabled'],
    ['v1', 'ComponentStatus', { conditions: [{ type: 'Healthy', status: 'True', message: 'ok' }] }, 1, 'Healthy'],
    ['v1', 'ResourceQuota', {
      status: { hard: { 'limits.cpu': '2', pods: '4', cpu: '1000m' }, used: { pods: '1' } },
    }, 1, 'cpu: 0/1, pods: 1/4'],
    ['v1', 'PersistentVolume', { spec: { accessModes: ['ReadWriteMany', 'ReadWriteOnce'] } }, 2, 'RWO,RWX'],
    ['batch/v1', 'Job', { spec: { parallelism: 3 }, status: { succeeded: 1 } }, 2, '1/1 of 3'],
    ['networking.k8s.io/v1', 'Ingress', { spec: { rules: [{ host: 'a' }, {}, { host: 'b' }, { host: 'c' }, { host: 'd' }] } }, 2, 'a,b,c + 2 more...'],
    ['networking.k8s.io/v1', 'IPAddress', { spec: { parentRef: { resource: 'services', namespace: 'n', name: 's' } } }, 1, 'services/n/s'],
    ['discovery.k8s.io/v1', 'EndpointSlice', { ports: [{ name: 'web' }, { port: 1 }, {}] }, 2, 'web,1,*'],
    ['certificates.k8s.io/v1', 'CertificateSigningRequest', {
      spec: { expirationSeconds: 3600 }, status: { conditions: [{ type: 'Approved' }], certificate: 'eA==' },
    }, 5, 'Approved,Issued'],
    ['apiregistration.k8s.io/v1', 'APIService', {
      spec: { service: { namespace: 'n', name: 's' } }, status: { conditions: [{ type: 'Available', status: 'False', reason: 'Missing' }] },
    }, 2, 'False (Missing)'],
    ['resource.k8s.io/v1', 'ResourceClaim', { status: { allocation: {}, reservedFor: [{}] } }, 1, 'allocated,reserved'],
    ['admissionregistration.k8s.io/v1', 'ValidatingAdmissionPolicyBinding', { spec: { paramRef: { name: 'p' } } }, 2, '*/p'],
    ['storage.k8s.io/v1', 'StorageClass', {
      metadata: { name: 's', annotations: { 'storageclass.kubernetes.io/is-default-class': 'true' } },
    }, 0, 's (default)'],
    ['v1', 'LimitRange', {}, 1, minuteAgo],
  ])('%s %s %j', (apiVersion, kind, object, index, cell) => expect(row(apiVersion, kind, object)?.cells[index]).toBe(cell));

  it.each<[string, object[], object[], string]>([
    ['none', [], [], '<none>'],
    ['utilisation', [{ type: 'Resource', resource: { name: 'cpu', target: { averageUtilization: 50 } } }], [], 'cpu: <unknown>/50%'],
    ['a total', [{ type: 'External', external: { target: { value: '1000m' } } }], [{ external: { current: { value: '3' } } }], '3/1'],
    ['an average', [{ type: 'Pods', pods: { target: { averageValue: '2' } } }], [{ pods: { current: { averageValue: '500m' } } }], '500m/2'],
    ['three', [{ type: 'A' }, { type: 'B' }, { type: 'C' }], [], '<unknown type>, <unknown type> + 1 more...'],
  ])('the targets of an autoscaler: %s', (_what, metrics, currentMetrics, text) => {
    expect(row('autoscaling/v2', 'HorizontalPodAutoscaler', { spec: { metrics }, status: { currentMetrics } })?.cells[2]).toBe(text);
  });
});

describe('a custom resource', () => {
  const object = { metadata: { name: 'w', creationTimestamp: minuteAgo }, spec: { n: 1.5, on: true, at: '2030-01-01T00:00:00Z', o: { a: 1 } } };
  it.each<[string, string, Cell]>([
    ['integer', '.spec.n', 1], ['number', '.spec.n', 1.5], ['string', '.spec.n', '1.5'], ['boolean', '.spec.on', true],
    ['boolean', '.spec.n', null], ['date', '.spec.at', '10m'], ['date', '.spec.on', null], ['string', '.spec.o', '{"a":1}'],
    ['string', '.spec.absent', null], ['string', '.spec.n[0]', null],
  ])('%s column at %s shows %j', (type, jsonPath, cell) => {
    expect(printTable(customResourcePrinter([{ name: 'C', type, jsonPath }]), [object], now).rows[0]?.cells).toEqual(['w', cell]);
  });

  it('without columns shows its age', () => {
    const { columnDefinitions, rows } = printTable(customResourcePrinter([]), [object], now);
    expect([columnDefinitions.map(({ name }) => name), rows[0]?.cells]).toEqual([['Name', 'Age'], ['w', '60s']]);
  });
});
