import { objectKey } from '../../../../shared/kubernetes/registry.ts';
import type { Node } from '../../../../shared/kubernetes/types/node.ts';
import type { Pod } from '../../../../shared/kubernetes/types/pod.ts';
import type { WatchEvent } from '../../apistore/watch-event.ts';
import { nothingToDo, type Controller, type ControllerContext, type Outcome, type Write } from '../controller.ts';
import { isPodTerminal } from '../pod-state.ts';
import { isOutOfService, removeOrphan, removePod, surplusTerminated, terminatedPodThreshold } from './reconcile.ts';

/** The collector looks every so often. Source: gcCheckPeriod. */
export const checkPeriodMs = 20_000;
/** How long a node must have been missing before its pods go. Source: quarantineTime. */
export const quarantineMs = 40_000;

/**
 * Removes pods that nobody else will: of deleted nodes, terminating without ever having been bound, on nodes out of service, finished ones
 * beyond a threshold. The real one lists all pods every 20 s; this one acts at those instants, on what changed.
 * Keys: `orphans/<node>`, `unbound/<namespace>/<name>`, `out-of-service/<node>`, `terminated`. Source:
 * pkg/controller/podgc/gc_controller.go.
 */
export function podGcController(context: ControllerContext): Controller {
  return new PodGcController(context);
}

class PodGcController implements Controller {
  readonly name = 'pod-garbage-collector-controller';
  readonly watches = ['pods', 'nodes'];
  state = { terminated: new Set<string>() };
  private readonly context: ControllerContext;

  constructor(context: ControllerContext) {
    this.context = context;
  }

  start(): void {
    for (const pod of this.context.api.list<Pod>('pods')) this.consider(objectKey(pod), pod);
  }

  observe({ type, key, resource, object, previous }: WatchEvent): void {
    if (resource === 'nodes') this.nodeChanged(type, object as Node, previous as Node | undefined);
    else if (type === 'DELETED') this.state.terminated.delete(key);
    else this.podChanged(key, object as Pod, previous as Pod | undefined);
  }

  reconcile(key: string): Outcome {
    if (key === 'terminated') return done(this.removeTerminated());
    const slash = key.indexOf('/');
    const name = key.slice(slash + 1);
    const { api, env } = this.context;
    switch (key.slice(0, slash)) {
      case 'orphans':
        return api.get('nodes', name) ? nothingToDo : done(this.podsOn(name).flatMap((pod) => removeOrphan(pod, env)));
      case 'out-of-service': {
        const node = api.get<Node>('nodes', name);
        return node && isOutOfService(node)
          ? done(this.podsOn(name).filter(isDeleting).flatMap((pod) => removePod(pod, undefined, env))) : nothingToDo;
      }
      default: {
        const pod = api.get<Pod>('pods', name);
        return pod?.metadata.deletionTimestamp && !pod.spec.nodeName ? done(removePod(pod, undefined, env)) : nothingToDo;
      }
    }
  }

  private nodeChanged(type: WatchEvent['type'], node: Node, previous: Node | undefined): void {
    const { name } = node.metadata;
    if (type === 'DELETED') {
      if (this.context.api.countByIndex('pods', 'nodeName', name) > 0) this.addAtCheck(`orphans/${name}`, quarantineMs);
      return;
    }
    const changed = node.spec.taints !== previous?.spec.taints || node.status !== previous?.status;
    if (changed && isOutOfService(node)) this.addAtCheck(`out-of-service/${name}`);
  }

  private podChanged(key: string, pod: Pod, previous: Pod | undefined): void {
    const changed = pod.spec.nodeName !== previous?.spec.nodeName || pod.metadata.deletionTimestamp !== previous?.metadata.deletionTimestamp
      || pod.status?.phase !== previous?.status?.phase;
    if (changed) this.consider(key, pod);
  }

  private consider(key: string, pod: Pod): void {
    const { nodeName } = pod.spec;
    if (isPodTerminal(pod)) this.state.terminated.add(key);
    if (this.state.terminated.size > terminatedPodThreshold) this.addAtCheck('terminated');
    if (nodeName) {
      const node = this.context.api.get<Node>('nodes', nodeName);
      if (!node) this.addAtCheck(`orphans/${nodeName}`, quarantineMs);
      else if (isDeleting(pod) && isOutOfService(node)) this.addAtCheck(`out-of-service/${nodeName}`);
    } else if (pod.metadata.deletionTimestamp) this.addAtCheck(`unbound/${key}`);
  }

  private removeTerminated(): Write[] {
    const pods = [...this.state.terminated].flatMap((key) => this.context.api.get<Pod>('pods', key) ?? []);
    return surplusTerminated(pods).flatMap((pod) => removePod(pod, undefined, this.context.env));
  }

  private podsOn(node: string): Pod[] {
    return [...this.context.api.byIndex<Pod>('pods', 'nodeName', node)];
  }

  /** At the first check that is `quarantine` after the one that notices. */
  private addAtCheck(key: string, quarantine = 0): void {
    const { nowMs } = this.context.env;
    const noticedMs = (Math.floor(nowMs / checkPeriodMs) + 1) * checkPeriodMs;
    this.context.queue.add(key, { afterMs: Math.ceil((noticedMs + quarantine) / checkPeriodMs) * checkPeriodMs - nowMs });
  }
}

/** Finished or not. Source: isPodTerminating, pkg/controller/podgc. */
function isDeleting({ metadata }: Pod): boolean {
  return metadata.deletionTimestamp !== undefined;
}

function done(writes: Write[]): Outcome {
  return { kind: 'Done', writes };
}
