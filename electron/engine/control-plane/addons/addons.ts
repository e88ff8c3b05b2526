import type { JsonValue } from '../../../../shared/json.ts';
import type { KubernetesObject } from '../../../../shared/kubernetes/types/meta.ts';
import { addonNames, type AddonName, type ClusterSpec } from '../../../../shared/topology/types.ts';
import type { Component, ComponentContext } from '../../component.ts';
import type { ProcessTable } from '../../simulation/processes.ts';
import { coreDns } from './coredns.ts';
import { kubeProxy } from './kube-proxy.ts';

/** In the order in which kubeadm makes them. A new add-on is a new line, and a name in `addonNames`. */
const makers: Readonly<Record<AddonName, (network: ClusterSpec['network']) => KubernetesObject[]>> = {
  coredns: ({ serviceCIDR }) => coreDns(serviceCIDR), 'kube-proxy': ({ podCIDR }) => kubeProxy(podCIDR),
};

/**
 * Makes the add-ons of a control plane on the cluster's own machines once, when its API server answers for the first time, as `kubeadm init` does last. They are ordinary objects: whoever
 * deletes them has none. What the design brings along under the same name stays as it is.
 */
export class Addons implements Component {
  readonly name = 'kubeadm';
  readonly process = 'world';
  readonly manager = 'kubeadm';
  readonly watches: readonly string[] = [];
  private readonly context: ComponentContext;
  private readonly processes: ProcessTable;
  private readonly network: ClusterSpec['network'];
  private readonly wanted: readonly AddonName[];
  private made = false;

  constructor(context: ComponentContext, processes: ProcessTable, { network, addons = [...addonNames] }: Pick<ClusterSpec, 'network' | 'addons'>) {
    this.context = context;
    this.processes = processes;
    this.network = network;
    this.wanted = addons;
    if (addons.length > 0) processes.listen(() => { if (!this.made) context.wakeAt(context.env.nowMs); });
  }

  start(): void {}

  stop(): void {}

  observe(): void {}

  run(): void {
    if (this.made || this.processes.managed || !this.processes.apiReachable()) return;
    this.made = true;
    for (const name of Object.keys(makers) as AddonName[]) {
      if (!this.wanted.includes(name)) continue;
      for (const object of makers[name](this.network)) this.context.api.create(object);
      this.processes.state.addons.add(name);
    }
  }

  save(): JsonValue {
    return this.made;
  }

  load(state: JsonValue): void {
    this.made = state === true;
  }
}
