import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Fault } from '../../../shared/faults.ts';
import type { ContainerStatus, Pod, PodPhase } from '../../../shared/kubernetes/types/pod.ts';
import { FleetCluster } from './testing/fleet-cluster.ts';

const images = [
  { image: 'crash', exit: { afterSeconds: 3, code: 1 } }, { image: 'task', exit: { afterSeconds: 5, code: 0 } },
  { image: 'hooked', startSeconds: 0, postStart: { seconds: 2, code: 1 }, preStop: { seconds: 3 } },
];
const ref = { namespace: 'default', container: 'c' };
const faults: Omit<Extract<Fault, { pod: string }>, 'pod'>[] = [
  { kind: 'CrashContainer', ...ref }, { kind: 'HangContainer', ...ref }, { kind: 'LeakMemory', ...ref, bytesPerSecond: 300_000_000 },
  { kind: 'FailProbe', ...ref, probe: 'liveness' }, { kind: 'MissingImage', ...ref }, { kind: 'MendContainer', ...ref },
] as Omit<Extract<Fault, { pod: string }>, 'pod'>[];

const step = fc.oneof(
  fc.record({ do: fc.constant('wait' as const), ms: fc.integer({ min: 100, max: 40_000 }) }),
  fc.record({
    do: fc.constant('pod' as const), image: fc.constantFrom('app', 'crash', 'task', 'hooked'),
    policy: fc.constantFrom('Always' as const, 'OnFailure' as const, 'Never' as const),
  }),
  fc.record({ do: fc.constant('fault' as const), index: fc.nat(5), fault: fc.constantFrom(...faults) }),
  fc.record({ do: fc.constant('delete' as const), index: fc.nat(5) }),
  fc.record({ do: fc.constant('power' as const), kind: fc.constantFrom('PowerOff' as const, 'PowerOn' as const) }),
);

const next: Record<PodPhase, readonly PodPhase[]> = {
  Pending: ['Pending', 'Running', 'Succeeded', 'Failed'], Running: ['Running', 'Succeeded', 'Failed'], Succeeded: ['Succeeded'], Failed: ['Failed'],
  Unknown: [],
};

test('whatever happens to a pod, a finished phase is final, nothing runs in it, and restarts only grow', () => {
  fc.assert(fc.property(fc.array(step, { maxLength: 20 }), (steps) => {
    const cluster = new FleetCluster({ images }).bootMachines(1);
    for (const [serial, action] of steps.entries()) {
      const pod = 'index' in action ? cluster.list<Pod>('pods')[action.index]?.metadata.name : undefined;
      if (action.do === 'wait') cluster.advance(action.ms);
      else if (action.do === 'power') cluster.provider.inject({ kind: action.kind, machine: 'n0' });
      else if (action.do === 'pod') {
        const livenessProbe = { httpGet: { port: 80 }, periodSeconds: 2, failureThreshold: 2 };
        const lifecycle = action.image === 'hooked' ? { postStart: { exec: { command: ['x'] } }, preStop: { exec: { command: ['y'] } } } : {};
        cluster.addPod(`p${serial}`, { restartPolicy: action.policy, containers: [{ name: 'c', image: action.image, livenessProbe, lifecycle }] });
      } else if (pod !== undefined && action.do === 'fault') cluster.kubelets.inject({ ...action.fault, pod } as Extract<Fault, { pod: string }>);
      else if (pod !== undefined) cluster.delete('pods', `default/${pod}`);
    }
    cluster.advance(60_000);
    const last = new Map<string, Pod>();
    for (const { resource, object } of cluster.commits) {
      if (resource !== 'pods') continue;
      const pod = object as Pod;
      const { uid = '', name } = pod.metadata;
      const before = last.get(uid);
      last.set(uid, pod);
      const { phase = 'Pending', containerStatuses = [] } = pod.status ?? {};
      if (phase === 'Succeeded' || phase === 'Failed') expect(containerStatuses.some(({ state }) => state?.running), `${name} ${phase}`).toBe(false);
      if (before?.status?.phase) expect(next[before.status.phase], `${name}: ${before.status.phase} to ${phase}`).toContain(phase);
      for (const { name: container, restartCount } of before?.status?.containerStatuses ?? []) {
        const now = containerStatuses.find((one: ContainerStatus) => one.name === container)?.restartCount ?? 0;
        expect(now, `${name}/${container} restarts`).toBeGreaterThanOrEqual(restartCount);
      }
    }
  }), { numRuns: 80 });
});
