import type { DaemonSet } from '../../../../../shared/kubernetes/types/daemon-set.ts';
import type { NodeGroup } from '../../../../../shared/kubernetes/types/node-group.ts';
import type { Node } from '../../../../../shared/kubernetes/types/node.ts';
import type { Pod, Taint } from '../../../../../shared/kubernetes/types/pod.ts';
import type { ApiReader } from '../../../apistore/api-client.ts';
import { machineSpec } from '../../../cloud/node-groups/group-machine.ts';
import { allocatableOf, capacityOf } from '../../../kubelet/node/capacity.ts';
import { newNode } from '../../../kubelet/node/node-object.ts';
import { newDaemonPod } from '../../daemonset/daemon-pod.ts';
import { eligibilityFor } from '../../daemonset/eligibility.ts';
import { deletionCandidateTaint, toBeDeletedTaint } from '../taints.ts';

/** What a new node of a group would be like, with the DaemonSet pods that would be on it. */
export interface TemplateNode {
  readonly node: Node;
  readonly daemonSets: readonly DaemonSet[];
}

/**
 * The template of a group: one of its nodes that runs well, else what its spec says (in its first zone, as the clouds' providers take it). Source:
 * MixedTemplateNodeInfoProvider; SanitizedTemplateNodeInfoFromNodeGroup.
 */
export function templateOf(api: ApiReader, group: NodeGroup, example: Node | undefined): TemplateNode {
  const node = example ? sanitized(example) : fromSpec(group);
  const daemonSets = [...api.list<DaemonSet>('daemonsets')].filter((daemonSet) =>
    daemonSet.metadata.deletionTimestamp === undefined && eligibilityFor(daemonSet)(node).shouldRun);
  return { node, daemonSets };
}

/** A node and its pods made from the template. */
export function nodeFromTemplate({ node, daemonSets }: TemplateNode, name: string): { node: Node; pods: Pod[] } {
  const labels = { ...node.metadata.labels, 'kubernetes.io/hostname': name };
  const pods = daemonSets.map((daemonSet): Pod => {
    const pod = newDaemonPod(daemonSet, name, '');
    return { ...pod, metadata: { ...pod.metadata, name: `${daemonSet.metadata.name}-${name}` }, spec: { ...pod.spec, nodeName: name } };
  });
  return { node: { ...node, metadata: { ...node.metadata, name, labels } }, pods };
}

function fromSpec(group: NodeGroup): Node {
  const machine = {
    apiVersion: group.apiVersion, kind: 'Machine', metadata: { name: group.metadata.name }, spec: machineSpec(group, group.spec.zones?.[0]),
  };
  const capacity = capacityOf(machine);
  const node = newNode(machine);
  return { ...sanitized(node), status: { capacity, allocatable: allocatableOf(capacity) } };
}

/** Without what belongs to one node and to one moment. */
function sanitized({ apiVersion, kind, metadata: { name, labels = {} }, spec, status }: Node): Node {
  const { unschedulable: _cordoned, podCIDR: _block, podCIDRs: _blocks, ...rest } = spec;
  const { capacity, allocatable } = status ?? {};
  return {
    apiVersion, kind, metadata: { name, labels }, spec: { ...rest, taints: (spec.taints ?? []).filter(isLasting) },
    status: { ...(capacity ? { capacity } : {}), ...(allocatable ? { allocatable } : {}) },
  };
}

/** Taints that tell of a node's condition or of the autoscaler's own plans are not those of the next node. Source: taints.SanitizeTaints. */
function isLasting({ key }: Taint): boolean {
  return !key.startsWith('node.kubernetes.io/') && key !== toBeDeletedTaint && key !== deletionCandidateTaint;
}
