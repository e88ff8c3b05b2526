import type { JsonValue } from '../../../../shared/json.ts';
import type { KubernetesObject } from '../../../../shared/kubernetes/types/meta.ts';
import { admitCreate } from '../../../engine/admission/admit.ts';
import { admissionContextOf } from '../admission-context.ts';

const podSpec = { containers: [{ name: 'c', image: 'i:1', livenessProbe: { exec: { command: ['x'] } }, resources: { limits: { cpu: '1' } } }] };
const template = { metadata: { labels: { a: 'b' } }, spec: podSpec };
const workload = { selector: { matchLabels: { a: 'b' } }, template };
const job = { template: { spec: { ...podSpec, restartPolicy: 'Never' } } };

/** Smallest objects, whose defaults show in the admitted ones. */
const samples: Readonly<Record<string, object>> = {
  pod: { apiVersion: 'v1', kind: 'Pod', spec: podSpec },
  deployment: { apiVersion: 'apps/v1', kind: 'Deployment', spec: workload },
  daemonSet: { apiVersion: 'apps/v1', kind: 'DaemonSet', spec: workload },
  statefulSet: { apiVersion: 'apps/v1', kind: 'StatefulSet', spec: { ...workload, serviceName: 's' } },
  job: { apiVersion: 'batch/v1', kind: 'Job', spec: job },
  jobWithPolicy: {
    apiVersion: 'batch/v1', kind: 'Job',
    spec: { ...job, podFailurePolicy: { rules: [{ action: 'FailJob', onExitCodes: { operator: 'In', values: [1] } }] } },
  },
  cronJob: { apiVersion: 'batch/v1', kind: 'CronJob', spec: { schedule: '* * * * *', jobTemplate: { spec: job } } },
  service: { apiVersion: 'v1', kind: 'Service', spec: { ports: [{ port: 80 }], sessionAffinity: 'ClientIP' } },
  storageClass: { apiVersion: 'storage.k8s.io/v1', kind: 'StorageClass', provisioner: 'x' },
  persistentVolume: {
    apiVersion: 'v1', kind: 'PersistentVolume',
    spec: { capacity: { storage: '1Gi' }, accessModes: ['ReadWriteOnce'], hostPath: { path: '/x' } },
  },
  hpa: {
    apiVersion: 'autoscaling/v2', kind: 'HorizontalPodAutoscaler',
    spec: { maxReplicas: 2, scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'd' }, behavior: { scaleUp: {}, scaleDown: {} } },
  },
};

/** Where a default shows: sample and path. */
const places: Readonly<Record<string, [sample: string, path: string]>> = {
  'pod.terminationGracePeriodSeconds': ['pod', 'spec.terminationGracePeriodSeconds'],
  'pod.schedulerName': ['pod', 'spec.schedulerName'],
  'pod.restartPolicy': ['pod', 'spec.restartPolicy'],
  'pod.dnsPolicy': ['pod', 'spec.dnsPolicy'],
  'container.terminationMessagePath': ['pod', 'spec.containers.0.terminationMessagePath'],
  'probe.timeoutSeconds': ['pod', 'spec.containers.0.livenessProbe.timeoutSeconds'],
  'probe.periodSeconds': ['pod', 'spec.containers.0.livenessProbe.periodSeconds'],
  'probe.successThreshold': ['pod', 'spec.containers.0.livenessProbe.successThreshold'],
  'probe.failureThreshold': ['pod', 'spec.containers.0.livenessProbe.failureThreshold'],
  'admission.notReadyTolerationSeconds': ['pod', 'spec.tolerations.0.tolerationSeconds'],
  'admission.unreachableTolerationSeconds': ['pod', 'spec.tolerations.1.tolerationSeconds'],
  'priority.default': ['pod', 'spec.priority'],
  'deployment.replicas': ['deployment', 'spec.replicas'],
  'deployment.strategy': ['deployment', 'spec.strategy.type'],
  'deployment.maxSurge': ['deployment', 'spec.strategy.rollingUpdate.maxSurge'],
  'deployment.maxUnavailable': ['deployment', 'spec.strategy.rollingUpdate.maxUnavailable'],
  'deployment.revisionHistoryLimit': ['deployment', 'spec.revisionHistoryLimit'],
  'deployment.progressDeadlineSeconds': ['deployment', 'spec.progressDeadlineSeconds'],
  'daemonSet.maxSurge': ['daemonSet', 'spec.updateStrategy.rollingUpdate.maxSurge'],
  'statefulSet.podManagementPolicy': ['statefulSet', 'spec.podManagementPolicy'],
  'statefulSet.partition': ['statefulSet', 'spec.updateStrategy.rollingUpdate.partition'],
  'statefulSet.pvcRetention': ['statefulSet', 'spec.persistentVolumeClaimRetentionPolicy'],
  'job.backoffLimit': ['job', 'spec.backoffLimit'],
  'job.completions': ['job', 'spec.completions'],
  'job.completionMode': ['job', 'spec.completionMode'],
  'cronJob.successfulJobsHistoryLimit': ['cronJob', 'spec.successfulJobsHistoryLimit'],
  'cronJob.failedJobsHistoryLimit': ['cronJob', 'spec.failedJobsHistoryLimit'],
  'cronJob.concurrencyPolicy': ['cronJob', 'spec.concurrencyPolicy'],
  'service.type': ['service', 'spec.type'],
  'service.sessionAffinityTimeoutSeconds': ['service', 'spec.sessionAffinityConfig.clientIP.timeoutSeconds'],
  'persistentVolume.reclaimPolicy': ['persistentVolume', 'spec.persistentVolumeReclaimPolicy'],
  'storageClass.reclaimPolicy': ['storageClass', 'reclaimPolicy'],
  'storageClass.volumeBindingMode': ['storageClass', 'volumeBindingMode'],
  'hpa.scaleUp.policies': ['hpa', 'spec.behavior.scaleUp.policies'],
  'hpa.scaleUp.stabilizationWindowSeconds': ['hpa', 'spec.behavior.scaleUp.stabilizationWindowSeconds'],
  'hpa.scaleDown.policies': ['hpa', 'spec.behavior.scaleDown.policies'],
  'hpa.selectPolicy': ['hpa', 'spec.behavior.scaleUp.selectPolicy'],
};

/** Facts that several defaults make up. */
const composed: Readonly<Record<string, () => JsonValue>> = {
  'hpa.defaultMetric': () => {
    const { type, resource: { name, target } } = valueAt('hpa', 'spec.metrics.0') as {
      type: string; resource: { name: string; target: { averageUtilization: number } };
    };
    return { type, name, averageUtilization: target.averageUtilization };
  },
  'container.imagePullPolicy': () => {
    const [untagged, latest, tagged, digest] = ['app', 'app:latest', 'app:v1', `app@sha256:${'a'.repeat(64)}`].map(pullPolicyOf);
    return untagged === latest && tagged === digest ? { 'tag latest or no tag': untagged ?? '', otherwise: tagged ?? '' } : {};
  },
  'limits.defaultRequestsFromLimits': () => (
    valueAt('pod', 'spec.containers.0.resources.requests.cpu') === valueAt('pod', 'spec.containers.0.resources.limits.cpu')
  ),
  'job.podReplacementPolicy': () => ({
    default: valueAt('job', 'spec.podReplacementPolicy'), 'with podFailurePolicy': valueAt('jobWithPolicy', 'spec.podReplacementPolicy'),
  }),
};

function pullPolicyOf(image: string): JsonValue {
  const pod = { apiVersion: 'v1', kind: 'Pod', spec: { containers: [{ name: 'c', image }] } };
  return readPath(admitted(pod, image), 'spec.containers.0.imagePullPolicy');
}

/** The default that a fact is about, as admission sets it; undefined: the fact is no default. Throws when a sample is refused. */
export function defaultValue(fact: string): JsonValue | undefined {
  const place = places[fact];
  return place ? valueAt(...place) : composed[fact]?.();
}

function valueAt(sample: string, path: string): JsonValue {
  return readPath(admitted(samples[sample] ?? {}, sample), path);
}

function admitted(object: object, what: string): KubernetesObject {
  const metadata = { name: 'x', namespace: 'default' };
  const answer = admitCreate({ metadata, ...object } as unknown as KubernetesObject, admissionContextOf([]));
  if (!answer.ok) throw new Error(`the sample ${what} was refused: ${answer.error.message}`);
  return answer.value;
}

function readPath(object: KubernetesObject, path: string): JsonValue {
  let found: unknown = object;
  for (const step of path.split('.')) found = (found as Record<string, unknown> | undefined)?.[step];
  return (found ?? null) as JsonValue;
}
