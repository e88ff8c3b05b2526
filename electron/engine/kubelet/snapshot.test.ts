import fc from 'fast-check';
import { expect, test } from 'vitest';
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
  | { do: 'crash'; index: number };

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
  fc.record({ do: fc.constant('crash' as const), index: fc.nat(10) }),
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
    case 'kubelet': cluster.kubelets.inject(action); break;
    case 'component': cluster.kubelets.inject({ kind: action.kind, machine: 'cp', component: action.component }); break;
    case 'crash': {
      const pod = pods[action.index];
      if (!pod) break;
      const { namespace = '', name } = pod.metadata;
      cluster.kubelets.inject({ kind: 'CrashContainer', namespace, pod: name, container: pod.spec.containers[0]?.name ?? '' });
      break;
    }
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

test('whatever happened: when all machines run for a while, every pod is where its spec wants it, and nothing is left over', () => {
  fc.assert(fc.property(fc.boolean(), fc.array(step, { maxLength: 25 }), (withControlPlane, steps) => {
    const cluster = boot(withControlPlane);
    for (const [index, action] of steps.entries()) perform(cluster, action, index);
    for (const component of ['etcd', 'kube-scheduler'] as const) {
      cluster.kubelets.inject({ kind: 'StartComponent', machine: 'cp', component });
    }
    for (const name of machines) {
      cluster.kubelets.inject({ kind: 'StartKubelet', machine: name });
      cluster.provider.inject({ kind: 'PowerOn', machine: name });
    }
    cluster.advance(900_000);
    if (withControlPlane) expect(cluster.simulation.processes.machinesOf('kube-scheduler')).toEqual(['cp']);
    for (const pod of cluster.list<Pod>('pods')) {
      expect(pod.metadata.deletionTimestamp, `${pod.metadata.name} is gone`).toBeUndefined();
      if (pod.metadata.namespace === 'kube-system') continue;
      const image = pod.spec.containers[0]?.image ?? '';
      const { phase, containerStatuses } = pod.status ?? {};
      if (phase === 'Failed' || phase === 'Succeeded') {
        expect(pod.spec.restartPolicy).not.toBe('Always');
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
    }
  }), { numRuns: 60 });
});
