import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ContainerFaultKind, Fault, MachineFaultKind } from '../../../shared/faults.ts';
import type { Node } from '../../../shared/kubernetes/types/node.ts';
import type { Pod } from '../../../shared/kubernetes/types/pod.ts';
import { FleetCluster } from './testing/fleet-cluster.ts';

const images = [
  { image: 'crash', exit: { afterSeconds: 3, code: 1 } }, { image: 'gone', missing: true },
  { image: 'task', exit: { afterSeconds: 5, code: 0 } },
  { image: 'slow', startSeconds: 6, readySeconds: 9 },
];
const machines = ['cp', 'n0', 'n1'];

type Step =
  | { do: 'wait'; ms: number }
  | { do: 'pod'; image: string; machine: string; policy: 'Always' | 'OnFailure' | 'Never' }
  | { do: 'delete'; index: number; grace: number | undefined }
  | { do: 'power'; machine: string; kind: 'PowerOff' | 'PowerOn' | 'CrashMachine' | 'RestartMachine' }
  | { do: 'kubelet'; machine: string; kind: 'StopKubelet' | 'StartKubelet' }
  | { do: 'component'; kind: 'StopComponent' | 'StartComponent'; component: 'etcd' | 'kube-scheduler' }
  | { do: 'cable'; machine: string; kind: 'CutCable' | 'ReconnectCable' }
  | { do: 'crash'; index: number }
  | { do: 'container'; index: number; fault: ContainerFault }
  | { do: 'machine'; machine: string; fault: MachineFault }
  | { do: 'registry'; fault: RegistryFault };

type Named<K extends Fault['kind'], F extends string> = Omit<Extract<Fault, { kind: K }>, F>;
type ContainerFault = { [K in ContainerFaultKind | 'MendContainer']: Named<K, 'namespace' | 'pod' | 'container'> }[ContainerFaultKind | 'MendContainer'];
type MachineFault = { [K in MachineFaultKind | 'MendMachine']: Named<K, 'machine'> }[MachineFaultKind | 'MendMachine'];
type RegistryFault = Extract<Fault, { kind: 'StopRegistry' | 'SlowRegistry' | 'MendRegistry' | 'LoseImage' | 'RestoreImage' }>;

const containerFaults: ContainerFault[] = [
  { kind: 'HangContainer' }, { kind: 'SlowStart', seconds: 20 }, { kind: 'LeakMemory', bytesPerSecond: 40_000_000 }, { kind: 'LeakMemory', bytesPerSecond: 900_000_000 },
  { kind: 'FailProbe', probe: 'readiness' }, { kind: 'MissingImage' }, { kind: 'BurnCpu' }, { kind: 'WriteDisk', bytesPerSecond: 300_000_000 },
  { kind: 'SpawnProcesses', perSecond: 500 }, { kind: 'MendContainer' },
];
const machineFaults: MachineFault[] = [
  { kind: 'FillDisk', percent: 88 }, { kind: 'LeakMachineMemory', bytesPerSecond: 200_000_000 }, { kind: 'ExhaustPids', percent: 95 }, { kind: 'StopRuntime' },
  { kind: 'MendMachine' },
];
const registryFaults: RegistryFault[] = [
  { kind: 'StopRegistry' }, { kind: 'SlowRegistry', bytesPerSecond: 1_000_000 }, { kind: 'MendRegistry' }, { kind: 'LoseImage', image: 'nginx' },
  { kind: 'RestoreImage', image: 'nginx' },
];
const powerFaults = ['PowerOff', 'PowerOn', 'CrashMachine', 'RestartMachine'] as const;
const machine = fc.constantFrom(...machines);
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant('wait' as const), ms: fc.integer({ min: 1, max: 40_000 }) }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('pod' as const), image: fc.constantFrom('app', 'crash', 'gone', 'task', 'slow', 'nginx'), machine,
      policy: fc.constantFrom('Always' as const, 'OnFailure' as const, 'Never' as const),
    }),
  },
  fc.record({ do: fc.constant('delete' as const), index: fc.nat(10), grace: fc.constantFrom(undefined, 0, 2) }),
  fc.record({ do: fc.constant('power' as const), machine, kind: fc.constantFrom(...powerFaults) }),
  fc.record({ do: fc.constant('kubelet' as const), machine, kind: fc.constantFrom('StopKubelet' as const, 'StartKubelet' as const) }),
  fc.record({
    do: fc.constant('component' as const), kind: fc.constantFrom('StopComponent' as const, 'StartComponent' as const),
    component: fc.constantFrom('etcd' as const, 'kube-scheduler' as const),
  }),
  fc.record({ do: fc.constant('cable' as const), machine, kind: fc.constantFrom('CutCable' as const, 'ReconnectCable' as const) }),
  fc.record({ do: fc.constant('crash' as const), index: fc.nat(10) }),
  { weight: 3, arbitrary: fc.record({ do: fc.constant('container' as const), index: fc.nat(10), fault: fc.constantFrom(...containerFaults) }) },
  fc.record({ do: fc.constant('machine' as const), machine, fault: fc.constantFrom(...machineFaults) }),
  fc.record({ do: fc.constant('registry' as const), fault: fc.constantFrom(...registryFaults) }),
);

function perform(cluster: FleetCluster, action: Step, serial: number): void {
  const pods = cluster.list<Pod>('pods');
  switch (action.do) {
    case 'wait': cluster.advance(action.ms); break;
    case 'pod':
      cluster.addPod(`p${serial}`, {
        restartPolicy: action.policy,
        containers: [{
          name: 'c', image: action.image, ...(action.image === 'slow' ? { readinessProbe: { httpGet: { port: 80 }, periodSeconds: 2 } } : {}),
        }],
      }, action.machine);
      break;
    case 'delete': {
      const pod = pods[action.index];
      const options = action.grace === undefined ? {} : { gracePeriodSeconds: action.grace };
      if (pod) cluster.delete('pods', `${pod.metadata.namespace}/${pod.metadata.name}`, options);
      break;
    }
    case 'power': cluster.provider.inject(action); break;
    case 'kubelet': case 'cable': cluster.kubelets.inject(action); break;
    case 'component': cluster.kubelets.inject({ kind: action.kind, machine: 'cp', component: action.component }); break;
    case 'crash': case 'container': {
      const pod = pods[action.index];
      if (!pod) break;
      const { namespace = '', name } = pod.metadata;
      const fault = action.do === 'crash' ? { kind: 'CrashContainer' as const } : action.fault;
      cluster.kubelets.inject({ ...fault, namespace, pod: name, container: pod.spec.containers[0]?.name ?? '' });
      break;
    }
    case 'machine': cluster.kubelets.inject({ ...action.fault, machine: action.machine }); break;
    case 'registry': cluster.kubelets.inject(action.fault); break;
  }
}

/** Workers alone, or with a control plane of their own. */
function boot(withControlPlane: boolean): FleetCluster {
  const cluster = new FleetCluster({ images });
  cluster.addMachine('cp', { roles: [withControlPlane ? 'control-plane' : 'worker'], bootSeconds: 5 });
  for (const name of ['n0', 'n1']) cluster.addMachine(name, { bootSeconds: 5 });
  return cluster.advance(20_000);
}

test('saved and restored at any moment, a world goes on as if nothing had happened', () => {
  const some = (maxLength: number): fc.Arbitrary<Step[]> => fc.array(step, { maxLength });
  fc.assert(fc.property(fc.boolean(), some(14), some(8), (withControlPlane, before, after) => {
    const original = boot(withControlPlane);
    for (const [index, action] of before.entries()) perform(original, action, index);
    const restored = new FleetCluster({ images, saved: JSON.parse(JSON.stringify(original.simulation.save())) });
    expect(restored.simulation.save()).toEqual(original.simulation.save());
    for (const cluster of [original, restored]) {
      for (const [index, action] of after.entries()) perform(cluster, action, 100 + index);
      cluster.advance(60_000);
    }
    expect(JSON.stringify(restored.simulation.save())).toBe(JSON.stringify(original.simulation.save()));
  }), { numRuns: 60 });
});

/** Histories that once did not heal. */
const unhealed: [withControlPlane: boolean, steps: Step[]][] = [
  // What a critical pod has written stays: nobody evicts it, and only its end frees the disk.
  [true, [{ do: 'container', index: 0, fault: { kind: 'WriteDisk', bytesPerSecond: 300_000_000 } }, { do: 'wait', ms: 9_726 }, { do: 'wait', ms: 39_997 }]],
  // An API server that hangs has no mirror by which a person could find it.
  [true, [{ do: 'container', index: 1, fault: { kind: 'HangContainer' } }, { do: 'delete', index: 1, grace: 0 }]],
];

test('whatever happened: when all machines run for a while, every pod is where its spec wants it, and nothing is left over', () => {
  fc.assert(fc.property(fc.boolean(), fc.array(step, { maxLength: 25 }), (withControlPlane, steps) => {
    const cluster = boot(withControlPlane);
    for (const [index, action] of steps.entries()) perform(cluster, action, index);
    for (const component of ['etcd', 'kube-scheduler'] as const) {
      cluster.kubelets.inject({ kind: 'StartComponent', machine: 'cp', component });
    }
    for (const name of machines) {
      cluster.kubelets.inject({ kind: 'StartKubelet', machine: name });
      cluster.kubelets.inject({ kind: 'ReconnectCable', machine: name });
      cluster.kubelets.inject({ kind: 'MendMachine', machine: name });
      cluster.provider.inject({ kind: 'PowerOn', machine: name });
    }
    cluster.kubelets.inject({ kind: 'MendRegistry' });
    cluster.kubelets.inject({ kind: 'RestoreImage', image: 'nginx' });
    for (const pod of cluster.list<Pod>('pods')) {
      const { namespace = '', name } = pod.metadata;
      cluster.kubelets.inject({ kind: 'MendContainer', namespace, pod: name, container: pod.spec.containers[0]?.name ?? '' });
    }
    // What a critical pod has leaked goes with its process alone: nobody evicts it.
    for (const container of ['etcd', 'kube-apiserver', 'kube-controller-manager', 'kube-scheduler', 'cloud-controller-manager']) {
      const ref = { namespace: 'kube-system', pod: `${container}-cp`, container };
      cluster.kubelets.inject({ kind: 'MendContainer', ...ref });
      cluster.kubelets.inject({ kind: 'CrashContainer', ...ref });
    }
    cluster.advance(900_000);
    if (withControlPlane) expect(cluster.simulation.processes.machinesOf('kube-scheduler')).toEqual(['cp']);
    for (const pod of cluster.list<Pod>('pods')) {
      expect(pod.metadata.deletionTimestamp, `${pod.metadata.name} is gone`).toBeUndefined();
      if (pod.metadata.namespace === 'kube-system') continue;
      const image = pod.spec.containers[0]?.image ?? '';
      const { phase, containerStatuses } = pod.status ?? {};
      if (phase === 'Failed' || phase === 'Succeeded') {
        if (pod.status?.reason !== 'Evicted') expect(pod.spec.restartPolicy).not.toBe('Always');
        expect(cluster.kubelets.podView(pod.metadata.uid ?? '')?.containers.some(({ running }) => running)).not.toBe(true);
      } else if (image === 'gone') expect(phase).toBe('Pending');
      else if (['app', 'nginx', 'slow'].includes(image)) expect(containerStatuses?.[0]?.ready, `${pod.metadata.name} is ready`).toBe(true);
      else expect(phase).toBe('Running');
    }
    const running = cluster.list<Pod>('pods').filter(({ status, spec }) => status?.phase === 'Running' && !spec.hostNetwork);
    const addresses = running.map(({ status }) => status?.podIP);
    expect(new Set(addresses).size).toBe(addresses.length);
    for (const name of machines) {
      let cpuMilli = 60;
      for (const pod of cluster.api.byIndex<Pod>('pods', 'nodeName', name)) {
        for (const { usage } of cluster.kubelets.podView(pod.metadata.uid ?? '')?.containers ?? []) cpuMilli += usage.cpuMilli;
      }
      expect(cluster.kubelets.usageOf(name).cpuMilli).toBe(cpuMilli);
      expect(cluster.get<Node>('nodes', name).status?.conditions?.filter(({ type, status }) => type.endsWith('Pressure') && status === 'True')).toEqual([]);
    }
  }), { numRuns: 60, examples: unhealed });
});
