import type { JsonObject } from '../../shared/json.ts';
import type { ImageProfile } from '../../shared/topology/behaviour.ts';
import type { MachineEntry, Manifest } from '../../shared/topology/types.ts';
import type { Dice } from './dice.ts';
import { secondEdition } from './editions.ts';
import { podTemplate } from './random-pods.ts';

/** Programs that end by themselves, and one that takes its time to stop. All servers listen where probes ask. */
export const soakImages: readonly ImageProfile[] = [
  { image: 'ghcr.io/example/init:1', exit: { afterSeconds: 2, code: 0 } },
  { image: 'ghcr.io/example/task:1', exit: { afterSeconds: 15, code: 0 } },
  { image: 'ghcr.io/example/failing-task:1', exit: { afterSeconds: 8, code: 3 } },
  { image: 'ghcr.io/example/app:1', startSeconds: 3, readySeconds: 5, stopSeconds: 6 },
  { image: 'redis:7', listens: [80, 6379] },
];

const classes = [['high', 1000], ['low', -10]] as const;

/** Workloads of all kinds with what belongs to them. */
export function randomManifests(dice: Dice, machines: readonly MachineEntry[]): Manifest[] {
  const manifests: Manifest[] = [
    object('v1', 'Namespace', 'shop', {}),
    ...classes.map(([name, value]) => object('scheduling.k8s.io/v1', 'PriorityClass', name, {
      value, description: '', ...(dice.percent(10) ? { preemptionPolicy: 'Never' } : {}),
    })),
    {
      ...object('storage.k8s.io/v1', 'StorageClass', 'disk', { provisioner: 'ebs.csi.aws.com', volumeBindingMode: dice.pick(['WaitForFirstConsumer', 'Immediate']) }),
      metadata: { name: 'disk', annotations: { 'storageclass.kubernetes.io/is-default-class': 'true' } },
    },
  ];
  if (dice.percent(20)) {
    const hard = { pods: String(dice.between(3, 12)), ...(dice.percent(50) ? { 'requests.cpu': `${dice.between(5, 30)}00m` } : {}) };
    manifests.push(object('v1', 'ResourceQuota', 'quota', { spec: { hard } }, 'shop'));
  }
  if (dice.percent(20)) {
    const limits = dice.knows(secondEdition) ? someLimits(dice) : [{ type: 'Container', defaultRequest: { cpu: '50m', memory: '32Mi' }, default: { memory: '1Gi' } }];
    manifests.push(object('v1', 'LimitRange', 'limits', { spec: { limits } }, 'shop'));
  }
  for (let index = dice.between(1, 6); index > 0; index -= 1) manifests.push(...randomWorkload(dice, index, machines));
  return manifests;
}

/** Some of them refuse what a template asks for, or give it a limit below its request. */
function someLimits(dice: Dice): JsonObject[] {
  const memory = dice.pick(['96Mi', '256Mi', '1Gi']);
  return [
    {
      type: 'Container', defaultRequest: { cpu: '50m', memory: '32Mi' }, default: { memory },
      ...(dice.percent(40) ? { max: { memory: memory === '1Gi' ? '1Gi' : '512Mi' } } : {}), ...(dice.percent(30) ? { min: { cpu: '50m' } } : {}),
    },
    ...(dice.percent(30) ? [{ type: 'Pod', max: { memory: '1Gi', cpu: '1' } }] : []),
  ];
}

function object(apiVersion: string, kind: string, name: string, more: JsonObject, namespace?: string): Manifest {
  return { apiVersion, kind, metadata: { name, ...(namespace ? { namespace } : {}) }, ...more };
}

/** One workload; for some with a budget, a service, an autoscaler. */
function randomWorkload(dice: Dice, index: number, machines: readonly MachineEntry[]): Manifest[] {
  const namespace = dice.pick(['default', 'shop']);
  const kind = dice.pick(['Deployment', 'Deployment', 'Deployment', 'StatefulSet', 'StatefulSet', 'DaemonSet', 'Job', 'Job', 'CronJob', 'Pod']);
  const name = `${kind.toLowerCase()}-${index}`;
  const labels = { app: name };
  const selector = { matchLabels: labels };
  const template = podTemplate(dice, labels, kind, machines);
  const replicas = dice.between(0, 6);
  const made = (apiVersion: string, spec: JsonObject): Manifest => object(apiVersion, kind, name, { spec }, namespace);
  switch (kind) {
    case 'Deployment': {
      const deployment = made('apps/v1', { replicas, selector, template, strategy: deploymentStrategy(dice), ...minReady(dice), ...few(dice, { progressDeadlineSeconds: 120 }) });
      return [deployment, ...companions(dice, deployment, labels), ...autoscaler(dice, deployment)];
    }
    case 'StatefulSet': {
      const set = made('apps/v1', {
        replicas: Math.min(replicas, 4), selector, template, serviceName: name, ...minReady(dice),
        podManagementPolicy: dice.pick(['OrderedReady', 'OrderedReady', 'Parallel']),
        updateStrategy: dice.pick([{ type: 'RollingUpdate' }, { type: 'RollingUpdate', rollingUpdate: { partition: 1 } }, { type: 'OnDelete' }]),
        ...(dice.percent(30) ? {
          volumeClaimTemplates: [{ metadata: { name: 'data' }, spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } } }],
          ...few(dice, { persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Delete', whenScaled: 'Delete' } }),
        } : {}),
      });
      return [set, ...companions(dice, set, labels)];
    }
    case 'DaemonSet': {
      const rolling = dice.percent(30) ? { maxSurge: 1, maxUnavailable: 0 } : { maxUnavailable: dice.pick([1, 2, '50%']) };
      return [made('apps/v1', { selector, template, ...minReady(dice), updateStrategy: dice.percent(15) ? { type: 'OnDelete' } : { type: 'RollingUpdate', rollingUpdate: rolling } })];
    }
    case 'Job': return [made('batch/v1', jobSpec(dice, template))];
    case 'CronJob': return [made('batch/v1', {
      schedule: dice.pick(['* * * * *', '*/2 * * * *', '*/5 * * * *']), concurrencyPolicy: dice.pick(['Allow', 'Forbid', 'Replace']),
      jobTemplate: { spec: jobSpec(dice, template) }, ...few(dice, { startingDeadlineSeconds: 60 }),
    })];
    default: return [{ ...object('v1', 'Pod', name, { spec: template['spec'] as JsonObject }, namespace), metadata: { name, namespace, labels } }];
  }
}

function few(dice: Dice, fields: JsonObject): JsonObject {
  return dice.percent(25) ? fields : {};
}

function minReady(dice: Dice): JsonObject {
  return dice.percent(20) ? { minReadySeconds: dice.pick([3, 15]) } : {};
}

function deploymentStrategy(dice: Dice): JsonObject {
  if (dice.percent(15)) return { type: 'Recreate' };
  const maxSurge = dice.pick([0, 1, 2, '25%', '100%']);
  return { type: 'RollingUpdate', rollingUpdate: { maxSurge, maxUnavailable: maxSurge === 0 ? dice.pick([1, '50%']) : dice.pick([0, 1, '25%']) } };
}

function jobSpec(dice: Dice, template: JsonObject): JsonObject {
  const completions = dice.between(1, 5);
  return {
    template, parallelism: dice.between(1, 3), backoffLimit: dice.between(0, 4),
    ...(dice.percent(70) ? { completions, completionMode: dice.pick(['Indexed', 'NonIndexed']) } : {}),
    ...few(dice, { ttlSecondsAfterFinished: 40 }), ...(dice.percent(10) ? { activeDeadlineSeconds: 90 } : {}),
    ...(dice.percent(20) ? { podReplacementPolicy: 'Failed' } : {}),
  };
}

function companions(dice: Dice, workload: Manifest, labels: Record<string, string>): Manifest[] {
  const { name, namespace } = workload.metadata;
  const selector = { matchLabels: labels };
  const made: Manifest[] = [];
  if (dice.percent(50)) made.push(object('v1', 'Service', name, { spec: { selector: labels, ports: [{ port: 80 }], ...few(dice, { clusterIP: 'None' }) } }, namespace));
  if (dice.percent(40)) {
    const bound = dice.pick([{ minAvailable: 1 }, { minAvailable: '50%' }, { maxUnavailable: 1 }, { maxUnavailable: '30%' }]);
    made.push(object('policy/v1', 'PodDisruptionBudget', name, { spec: { selector, ...bound, ...few(dice, { unhealthyPodEvictionPolicy: 'AlwaysAllow' }) } }, namespace));
  }
  return made;
}

function autoscaler(dice: Dice, { apiVersion, kind, metadata: { name, namespace } }: Manifest): Manifest[] {
  if (!dice.percent(15)) return [];
  const metrics = [{ type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: dice.pick([20, 50, 80]) } } }];
  return [object('autoscaling/v2', 'HorizontalPodAutoscaler', name, {
    spec: { scaleTargetRef: { apiVersion, kind, name }, minReplicas: dice.between(1, 3), maxReplicas: dice.between(3, 8), metrics },
  }, namespace)];
}
