import { objectKey } from '../../../../shared/kubernetes/registry.ts';
import type { DaemonSet } from '../../../../shared/kubernetes/types/daemon-set.ts';
import type { Node } from '../../../../shared/kubernetes/types/node.ts';
import type { WatchEvent } from '../../apistore/watch-event.ts';
import { nothingToDo, type Controller, type ControllerContext } from '../controller.ts';
import { ownerKeys } from '../pod-owner-keys.ts';
import { eligibilityFor } from './eligibility.ts';
import type { FailedPodBackOff } from './failed-pod-back-off.ts';
import { reconcileDaemonSet } from './reconcile.ts';

const owner = { kind: 'DaemonSet', resource: 'daemonsets' };

interface DaemonSetController extends Controller {
  state: { backOff: FailedPodBackOff };
}

/** Keeps one pod of each DaemonSet on every node where it belongs. Keys are DaemonSets. */
export function daemonSetController({ api, env, queue }: ControllerContext): Controller {
  const controller: DaemonSetController = {
    name: 'daemonset-controller',
    watches: ['daemonsets', 'pods', 'nodes'],
    state: { backOff: new Map() },
    start() {
      for (const daemonSet of api.list<DaemonSet>('daemonsets')) queue.add(objectKey(daemonSet));
    },
    observe(event: WatchEvent) {
      if (event.resource === 'nodes') nodeChanged(event as WatchEvent<Node>);
      else if (event.resource === 'pods') for (const key of ownerKeys(api, owner, event)) queue.add(key);
      else if (event.type !== 'DELETED') queue.add(event.key);
    },
    reconcile(key) {
      const daemonSet = api.get<DaemonSet>('daemonsets', key);
      return daemonSet ? reconcileDaemonSet(daemonSet, api, controller.state.backOff, env) : nothingToDo;
    },
  };

  /** A node that is new, or whose labels or taints make a difference. Pods of one that is gone are collected, which is seen as such. */
  function nodeChanged({ object, previous, type }: WatchEvent<Node>): void {
    if (type === 'DELETED' || (previous && previous.spec === object.spec && previous.metadata.labels === object.metadata.labels)) return;
    for (const daemonSet of api.list<DaemonSet>('daemonsets')) {
      const eligibility = eligibilityFor(daemonSet);
      const after = eligibility(object);
      const before = previous ? eligibility(previous) : { shouldRun: false, shouldContinueRunning: false };
      const differs = before.shouldRun !== after.shouldRun || before.shouldContinueRunning !== after.shouldContinueRunning;
      if (differs) queue.add(objectKey(daemonSet));
    }
  }

  return controller;
}
