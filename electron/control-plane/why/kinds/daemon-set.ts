import { refOf, type ObjectRef } from '../../../../shared/kubernetes/registry.ts';
import type { DaemonSet } from '../../../../shared/kubernetes/types/daemon-set.ts';
import type { Node } from '../../../../shared/kubernetes/types/node.ts';
import type { Pod } from '../../../../shared/kubernetes/types/pod.ts';
import type { WhyAnswer } from '../../../../shared/view/why.ts';
import { daemonPodTolerations } from '../../../engine/controllers/daemonset/daemon-pod.ts';
import { eligibilityFor } from '../../../engine/controllers/daemonset/eligibility.ts';
import { doNotScheduleEffects, untoleratedTaint } from '../../../engine/scheduler/plugins/TaintToleration/tolerations.ts';
import type { World } from '../../../engine/world.ts';
import { podStateName } from '../../view/pod-state.ts';
import { taintText } from '../../view/machine-row.ts';
import { historyOf, type ChainStep } from '../chain.ts';
import { fieldEvidence, says, stepAbout, subject } from './shared.ts';

const nodesShown = 30;

/** Why a DaemonSet has no (ready) pod on some nodes: taints, selectors, and the pods that are on their way. */
export function explainDaemonSet(world: World, ref: ObjectRef): WhyAnswer {
  const object = subject<DaemonSet>(world, ref);
  const eligible = eligibilityFor(object);
  const tolerations = daemonPodTolerations(object.spec.template.spec);
  const podOn = new Map([...world.api.byIndex<Pod>('pods', 'controller', object.metadata.uid ?? '')].map((pod) => [nodeOf(pod), pod]));
  const steps: ChainStep[] = [];
  let left = 0;
  for (const node of world.api.list<Node>('nodes')) {
    const pod = podOn.get(node.metadata.name);
    if (!eligible(node).shouldRun) {
      left += 1;
      const taint = untoleratedTaint(node.spec.taints ?? [], tolerations, doNotScheduleEffects);
      steps.push(stepAbout(world, node, 'kind/Node', taint ? says('daemonSet.taint', { node: node.metadata.name, taint: taintText(taint) }) : says('daemonSet.selector', { node: node.metadata.name })));
    } else if (!pod) steps.push(stepAbout(world, node, 'kind/Node', says('daemonSet.missing', { node: node.metadata.name })));
    else if (podStateName(pod, false) !== 'Ready') {
      steps.push({ atMs: world.nowMs, icon: 'kind/Pod', ref: refOf(pod), text: says('daemonSet.pod', { node: node.metadata.name, state: podStateName(pod, false) }) });
    }
    if (steps.length >= nodesShown) break;
  }
  const { desiredNumberScheduled = 0, numberReady = 0 } = object.status ?? {};
  return {
    headline: says(numberReady >= desiredNumberScheduled ? 'daemonSet.complete' : 'daemonSet.incomplete', { ready: numberReady, desired: desiredNumberScheduled }),
    ...(left > 0 ? { detail: says('daemonSet.left', { count: left }) } : {}),
    evidence: [
      ...fieldEvidence(world, ref, object, 'spec.template.spec.nodeSelector', says('daemonSet.field.selector')),
      ...fieldEvidence(world, ref, object, 'spec.template.spec.tolerations', says('daemonSet.field.tolerations')),
      ...fieldEvidence(world, ref, object, 'spec.updateStrategy.type', says('daemonSet.field.strategy')),
      historyOf(world, object, steps),
    ],
    remedies: [],
  };
}

/** The node of a pod, or the one that it was made for. */
function nodeOf({ spec }: Pod): string {
  const terms = spec.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms ?? [];
  return spec.nodeName ?? terms[0]?.matchFields?.find(({ key }) => key === 'metadata.name')?.values?.[0] ?? '';
}
