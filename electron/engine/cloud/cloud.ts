import type { Fault } from '../../../shared/faults.ts';
import type { ObjectRef } from '../../../shared/kubernetes/registry.ts';
import type { ApiResult } from '../../../shared/kubernetes/status.ts';
import type { CloudCall, CloudView } from '../../../shared/view/cloud.ts';
import type { CostView } from '../../../shared/view/cost.ts';
import type { Component, ComponentContext } from '../component.ts';
import type { ControllerFactory } from '../controllers/controller.ts';
import type { ApplicationBalancers } from '../network/load-balancer/application-balancer.ts';
import type { WayOut } from '../network/network.ts';
import type { LoadBalancerProvider } from '../network/load-balancer/load-balancer.ts';
import type { Network } from '../network/network.ts';
import type { KubeProxies } from '../network/proxy/kube-proxies.ts';
import type { BlockStorage } from '../storage/block-storage.ts';
import type { MachineBuilder } from './machine-builder.ts';
import type { GroupLauncher, GroupScaling } from './node-groups/launcher.ts';

/** What can be seen of a provider that has an API of its own, and be done to it. */
export interface CloudApi {
  /** The last calls, newest first. @param about only those for one object */
  calls(limit: number, about?: ObjectRef): CloudCall[];
  onCall(listener: (call: CloudCall) => void): void;
  view(): CloudView;
  cost(): CostView;
  /** Changes with everything that `view` shows, and that `cost` shows beyond the passing of time. */
  version(): string;
  inject(fault: Extract<Fault, { kind: 'FailCloudCalls' | 'MendCloudCalls' }>): ApiResult<void>;
}

/** What a provider puts in the place of what the bare one does by itself: machines, load balancers and disks that simply exist. */
export interface CloudParts {
  readonly api: CloudApi;
  readonly builder: MachineBuilder;
  /** @param proxies what the nodes' ports answer @param isUp whether a machine runs and can be reached */
  balancers(options: { proxies: KubeProxies; isUp(machine: string): boolean }): (context: ComponentContext) => Component & LoadBalancerProvider;
  /** Load balancers for Ingresses that a controller in the cluster has made, and who looks after them and their targets. */
  readonly applications: ApplicationBalancers;
  applicationHealth(options: {
    network: Network;
    kubelets: { onProcesses(listener: (uid: string) => void): void; nextProcessChangeMs(uid: string): number };
  }): (context: ComponentContext) => Component;
  readonly storage: BlockStorage;
  readonly launcher: GroupLauncher;
  readonly scaling: GroupScaling;
  /** Controllers of its cloud-controller-manager beside the service controller, and of its add-ons. */
  readonly controllers: readonly ControllerFactory[];
  /** How packets of a machine reach the Internet, as far as the network of the cloud goes. */
  wayOut(machine: string): WayOut;
}

/** Adds a component to a world. */
export type AddComponent = <T extends Component>(factory: (context: ComponentContext) => T) => T;

/** What a provider is made with. */
export interface ProviderOptions {
  readonly add: AddComponent;
  /** Range of the machines' network. */
  readonly nodeCIDR: string;
  /** Whether a zone is cut off from the rest. */
  isZoneCut(zone: string): boolean;
}
