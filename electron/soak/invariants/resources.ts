import { schedulerRequest } from '../../../shared/kubernetes/pod-requests-scheduler.ts';
import { quantityMilliValue, quantityValue } from '../../../shared/kubernetes/quantity-number.ts';
import type { Node } from '../../../shared/kubernetes/types/node.ts';
import type { Pod, ResourceList } from '../../../shared/kubernetes/types/pod.ts';
import type { KubernetesObject } from '../../../shared/kubernetes/types/meta.ts';
import { isPodTerminal } from '../../engine/controllers/pod-state.ts';
import { isMirrorPod } from '../../engine/kubelet/pod/pod-object.ts';
import type { World } from '../../engine/world.ts';
import type { ClusterInvariant, CommitInvariant } from './index.ts';

/**
 * Pods that their node did not refuse. Until it answers, more may be bound to it than it has. Static pods are not counted: they come back whatever took their
 * place (the real kubelet evicts others for them).
 */
export const requestsFit: ClusterInvariant = {
  name: 'requests stay within what nodes can allocate',
  check(world) {
    const problems: string[] = [];
    for (const node of world.api.list<Node>('nodes')) {
      const { name } = node.metadata;
      let [cpu, memory, count] = [0, 0, 0];
      for (const pod of world.api.byIndex<Pod>('pods', 'nodeName', name)) {
        if (isPodTerminal(pod) || isMirrorPod(pod) || pod.status?.phase !== 'Running') continue;
        const request = schedulerRequest(pod.spec);
        cpu += request.milliCpu;
        memory += request.memory;
        count += 1;
      }
      const { allocatable = {} } = node.status ?? {};
      const room = { cpu: quantityMilliValue(allocatable['cpu'] ?? '0'), memory: quantityValue(allocatable['memory'] ?? '0'), count: Number(allocatable['pods'] ?? 0) };
      if (cpu > room.cpu || memory > room.memory || count > room.count) problems.push(`${name} can allocate ${JSON.stringify(room)}, its pods ask for ${JSON.stringify({ cpu, memory, count })}`);
    }
    return problems;
  },
};

interface ResourceQuota extends KubernetesObject {
  spec?: { hard?: ResourceList };
  status?: { hard?: ResourceList };
}

/** A quota counts what was there before it a moment after its controller has first seen it. */
const countedAfterMs = 10;

/** A deleted pod that should be gone by now, because its node is lost, is charged to nobody. Source: QuotaV1Pod, pkg/quota/v1/evaluator/core/pods.go. */
function isOverdue({ metadata: { deletionTimestamp, deletionGracePeriodSeconds = 0 } }: Pod, { nowMs, simulation: { env } }: World): boolean {
  return deletionTimestamp !== undefined && nowMs > env.parseTimestamp(deletionTimestamp) + deletionGracePeriodSeconds * 1000;
}

export const quotasHold: CommitInvariant = {
  name: 'quotas hold',
  check({ type, resource, object }, world, { sizes }) {
    const { uid: changed = '' } = object.metadata;
    if (resource === 'resourcequotas' && (object as ResourceQuota).status?.hard && !sizes.has(changed)) sizes.set(changed, [{ atMs: world.nowMs, limit: 0 }]);
    if (type !== 'ADDED' || resource !== 'pods') return undefined;
    const { namespace = '' } = object.metadata;
    for (const { metadata: { name, uid = '' }, spec } of world.api.byIndex<ResourceQuota>('resourcequotas', 'namespace', namespace)) {
      const hard = Number(spec?.hard?.['pods'] ?? Infinity);
      const pods = [...world.api.byIndex<Pod>('pods', 'namespace', namespace)].filter((pod) => !isPodTerminal(pod) && !isOverdue(pod, world)).length;
      const [seen] = sizes.get(uid) ?? [];
      const isCounted = seen !== undefined && world.nowMs - seen.atMs > countedAfterMs;
      if (pods > hard && isCounted) return `quota ${name} allows ${hard} pods, there are ${pods}`;
    }
    return undefined;
  },
};
