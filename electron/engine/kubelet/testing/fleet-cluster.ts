import type { JsonValue } from '../../../../shared/json.ts';
import type { Machine } from '../../../../shared/kubernetes/types/machine.ts';
import type { Node } from '../../../../shared/kubernetes/types/node.ts';
import type { Pod } from '../../../../shared/kubernetes/types/pod.ts';
import type { ImageProfile } from '../../../../shared/topology/behaviour.ts';
import type { WatchEvent } from '../../apistore/watch-event.ts';
import { formatIpv4, parseIpv4Block } from '../../../../shared/network/ipv4-block.ts';
import { createBareProvider, type BareProvider } from '../../cloud/bare-provider.ts';
import type { Component, ComponentContext } from '../../component.ts';
import { bootstrapApi } from '../../apistore/bootstrap.ts';
import { createEtcd } from '../../etcd/etcd.ts';
import { ControlPlaneHosts } from '../../simulation/control-plane-hosts.ts';
import type { SimulationState } from '../../simulation/simulation.ts';
import { makePod } from '../../testing/builders.ts';
import { TestCluster } from '../../testing/test-cluster.ts';
import { createKubeletFleet, type KubeletFleet } from '../fleet.ts';

export const testNetwork = { podCIDR: '10.128.0.0/9', serviceCIDR: '10.96.0.0/12', nodeCIDR: '10.0.0.0/16' };

/** Gives every new Node a pod block and takes the not-ready taint away, as the controllers do. */
class NodeHelper implements Component {
  readonly name = 'node-helper';
  readonly process = 'world';
  readonly watches = ['nodes'];
  private readonly context: ComponentContext;
  private newNodes: string[] = [];
  private blocks = 0;

  constructor(context: ComponentContext) {
    this.context = context;
  }

  start(): void {}
  stop(): void {}
  observe(event: WatchEvent): void {
    if (event.type !== 'ADDED') return;
    this.newNodes.push(event.key);
    this.context.wakeAt(this.context.env.nowMs);
  }

  run(): void {
    const { api } = this.context;
    for (const name of this.newNodes.splice(0)) {
      const node = api.get<Node>('nodes', name);
      if (!node || node.spec.podCIDR) continue;
      const block = formatIpv4(parseIpv4Block(testNetwork.podCIDR).first + this.blocks * 256);
      this.blocks += 1;
      api.update<Node>({ ...node, spec: { ...node.spec, podCIDR: `${block}/24`, podCIDRs: [`${block}/24`], taints: [] } });
    }
  }

  save(): JsonValue {
    return [this.blocks, ...this.newNodes];
  }

  load(state: JsonValue): void {
    const [blocks, ...newNodes] = state as [number, ...string[]];
    this.blocks = blocks;
    this.newNodes = newNodes;
  }
}

export interface FleetClusterOptions {
  images?: readonly ImageProfile[];
  seed?: number;
  /** Continue this instead of starting anew. */
  saved?: SimulationState;
}

/** Machines and kubelets on a real API; no scheduler and no controllers, so pods are bound by hand. */
export class FleetCluster extends TestCluster {
  readonly provider: BareProvider;
  readonly kubelets: KubeletFleet;

  constructor(options: FleetClusterOptions = {}) {
    super([], { seed: options.seed ?? 1, start: false });
    const { simulation } = this;
    const { processes } = simulation;
    simulation.add((context) => new ControlPlaneHosts(context, processes));
    simulation.add(createEtcd(processes));
    this.provider = simulation.add(createBareProvider({ network: testNetwork }));
    this.kubelets = simulation.add(createKubeletFleet({ images: options.images ?? [], processes, network: testNetwork }));
    simulation.add((context) => new NodeHelper(context));
    if (options.saved) {
      simulation.load(options.saved);
      return;
    }
    bootstrapApi(simulation.store, simulation.env, simulation.server.fields);
    simulation.start();
  }

  /** A machine that boots in no time, unless the spec says otherwise. */
  addMachine(name: string, spec: Partial<Machine['spec']> = {}): Machine {
    return this.create<Machine>({
      apiVersion: 'clusterwright.dev/v1', kind: 'Machine', metadata: { name },
      spec: { roles: ['worker'], type: 'm5.large', zone: 'zone-a', bootSeconds: 0, ...spec },
    });
  }

  /** Machines whose nodes are Ready when this returns. */
  bootMachines(count: number, spec: Partial<Machine['spec']> = {}): this {
    for (let index = 0; index < count; index += 1) this.addMachine(`n${index}`, spec);
    return this.advance(10_000);
  }

  /** A pod that is bound to `node` from the start. */
  addPod(name: string, spec: Partial<Pod['spec']> & { image?: string } = {}, node = 'n0'): Pod {
    const { image = 'app:v1', ...rest } = spec;
    return this.create<Pod>(makePod(name, { spec: { nodeName: node, containers: [{ name: 'c', image }], ...rest } }));
  }

  pod(name: string): Pod {
    return this.get<Pod>('pods', `default/${name}`);
  }

  /** One word per status that was committed for a pod, oldest first: phase and reasons, as `kubectl get pods --watch` shows it. */
  history(name: string): string[] {
    const words: string[] = [];
    for (const { resource, type, object } of this.commits) {
      if (resource !== 'pods' || object.metadata.name !== name) continue;
      words.push(type === 'DELETED' ? 'DELETED' : statusWord(object as Pod));
    }
    return words;
  }
}

function statusWord({ metadata, status }: Pod): string {
  const containers = [...(status?.initContainerStatuses ?? []), ...(status?.containerStatuses ?? [])];
  const words = containers.map(({ state, ready }) => state?.waiting?.reason ?? state?.terminated?.reason ?? (ready ? 'ready' : 'running'));
  return [metadata.deletionTimestamp ? 'Terminating' : '', status?.phase ?? '', ...words].filter((word) => word !== '').join(' ');
}
