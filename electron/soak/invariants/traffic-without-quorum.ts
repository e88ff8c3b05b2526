import type { Pod } from '../../../shared/kubernetes/types/pod.ts';
import { isMirrorPod } from '../../engine/kubelet/pod/pod-object.ts';
import type { World } from '../../engine/world.ts';
import type { Witness } from './index.ts';

const tolerance = 1e-3;

interface Sight {
  /** Source → requests a second, and the share of them that is served. */
  readonly sources: ReadonlyMap<string, { rps: number; served: number }>;
}

/**
 * Without an API server that answers pods and their traffic go on as they are: as long as nothing else is done, no pod's process starts or ends, and as much is sent as
 * before, no less of it is served.
 */
export class TrafficWitness implements Witness {
  readonly name = 'traffic goes on without a control plane';
  private before: Sight | undefined;
  private isTouched = false;
  /** Pods of which a process has started or ended, by uid. */
  private stirred = new Set<string>();

  follow(world: World): void {
    world.onStrike(() => this.touched());
    world.components.kubelets.onProcesses((uid) => this.stirred.add(uid));
    world.onCommit(({ object, previous }) => {
      // Other than what is observed of something.
      if (!previous || object.metadata.generation !== previous.metadata.generation || object.kind !== 'TrafficSource') this.touched();
    });
  }

  touched(): void {
    this.isTouched = true;
  }

  look(world: World): string[] {
    // Nobody asks the control plane's own pods.
    const isStirred = this.stirred.size > 0 && [...world.api.list<Pod>('pods')].some((pod) => this.stirred.has(pod.metadata.uid ?? '') && !isMirrorPod(pod));
    const before = this.isTouched || isStirred ? undefined : this.before;
    this.isTouched = false;
    this.stirred = new Set();
    this.before = world.simulation.processes.apiReachable() ? undefined : sight(world);
    return before && this.before ? dropsBetween(before, this.before) : [];
  }
}

export function sight({ components: { traffic } }: World): Sight {
  return {
    sources: new Map(traffic.sourceRates().map(({ name, rps }) => [name, { rps, served: traffic.ofSource(name)?.servedRps ?? 0 }])),
  };
}

export function dropsBetween(before: Sight, after: Sight): string[] {
  return [...after.sources].flatMap(([name, { rps, served }]) => {
    const known = before.sources.get(name);
    if (!known || Math.abs(known.rps - rps) > tolerance) return [];
    return served < known.served - tolerance * Math.max(1, rps) ? [`of ${rps} requests a second of ${name} ${known.served} were served, now ${served}`] : [];
  });
}

/** Containers whose processes run, as `uid container`. @param machine only those on it */
export function runningContainers({ api, components: { kubelets } }: World, machine: string): Set<string> {
  return new Set([...api.byIndex<Pod>('pods', 'nodeName', machine)].flatMap(({ metadata: { uid = '' } }) => (
    (kubelets.podView(uid)?.containers ?? []).filter(({ running }) => running).map(({ name }) => `${uid} ${name}`)
  )));
}
