import type { JsonObject } from '../../shared/json.ts';
import type { MachineEntry } from '../../shared/topology/types.ts';
import type { Dice } from './dice.ts';
import { secondEdition } from './editions.ts';

const servers = ['nginx:1.27', 'nginx:1.27', 'redis:7', 'ghcr.io/example/app:1'];

/** A pod template that uses some of what pods can have. @param kind of the workload: those of Jobs end by themselves */
export function podTemplate(dice: Dice, labels: Record<string, string>, kind: string, machines: readonly MachineEntry[]): JsonObject {
  const ends = kind === 'Job' || kind === 'CronJob';
  const image = ends ? dice.pick(['ghcr.io/example/task:1', 'ghcr.io/example/task:1', 'ghcr.io/example/failing-task:1']) : dice.pick(servers);
  const grace = dice.percent(20) ? dice.pick([0, 5, 60]) : 30;
  const restartPolicy = ends ? dice.pick(['Never', 'OnFailure']) : 'Always';
  const sleeps = dice.percent(10) && grace > 4;
  return {
    metadata: { labels },
    spec: {
      containers: [{ name: 'main', image, ...resources(dice), ...(ends ? {} : probes(dice)), ...(sleeps ? { lifecycle: { preStop: { sleep: { seconds: 4 } } } } : {}) }],
      ...(dice.percent(15) && (restartPolicy !== 'Never' || dice.knows(secondEdition)) ? { initContainers: initContainers(dice) } : {}),
      ...(ends ? { restartPolicy } : {}),
      ...(dice.percent(20) ? { priorityClassName: dice.pick(['high', 'low']) } : {}),
      terminationGracePeriodSeconds: grace,
      ...placement(dice, labels, kind, machines),
    },
  };
}

function resources(dice: Dice): JsonObject {
  if (dice.percent(15)) return {};
  const cpu = `${dice.between(1, 12) * 50}m`;
  const memory = `${dice.between(2, 12) * 64}Mi`;
  return { resources: { requests: { cpu, memory }, ...(dice.percent(30) ? { limits: { memory, ...(dice.percent(40) ? { cpu } : {}) } } : {}) } };
}

function probes(dice: Dice): JsonObject {
  const probe = (): JsonObject => ({ tcpSocket: { port: 80 }, periodSeconds: dice.pick([2, 5, 10]), failureThreshold: dice.pick([1, 3]) });
  return {
    ...(dice.percent(40) ? { readinessProbe: probe() } : {}),
    ...(dice.percent(20) ? { livenessProbe: { ...probe(), initialDelaySeconds: 10 } } : {}),
    ...(dice.percent(10) ? { startupProbe: { ...probe(), failureThreshold: 20 } } : {}),
  };
}

function initContainers(dice: Dice): JsonObject[] {
  const first = { name: 'init', image: 'ghcr.io/example/init:1' };
  return dice.percent(40) ? [first, { name: 'sidecar', image: 'nginx:1.27', restartPolicy: 'Always' }] : [first];
}

function placement(dice: Dice, labels: Record<string, string>, kind: string, machines: readonly MachineEntry[]): JsonObject {
  const labelSelector = { matchLabels: labels };
  const fields: JsonObject = {};
  if (dice.percent(10)) fields['nodeSelector'] = { 'topology.kubernetes.io/zone': dice.pick(machines).zone ?? '' };
  if (dice.percent(15)) {
    const onlyOne = (kind !== 'DaemonSet' && !dice.knows(secondEdition)) || dice.percent(kind === 'DaemonSet' ? 50 : 90);
    fields['tolerations'] = [{ operator: 'Exists', ...(onlyOne ? { key: 'dedicated' } : {}) }];
  }
  if (kind === 'DaemonSet') return fields;
  if (dice.percent(20)) {
    const term = { labelSelector, topologyKey: dice.pick(['kubernetes.io/hostname', 'topology.kubernetes.io/zone']) };
    const preferred = { preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 50, podAffinityTerm: term }] };
    const required = { requiredDuringSchedulingIgnoredDuringExecution: [term] };
    fields['affinity'] = { [dice.pick(['podAntiAffinity', 'podAntiAffinity', 'podAffinity'])]: dice.percent(50) ? preferred : required };
  }
  if (dice.percent(20)) {
    fields['topologySpreadConstraints'] = [{
      maxSkew: dice.between(1, 2), topologyKey: dice.pick(['kubernetes.io/hostname', 'topology.kubernetes.io/zone']),
      whenUnsatisfiable: dice.pick(['DoNotSchedule', 'ScheduleAnyway']), labelSelector,
    }];
  }
  return fields;
}
