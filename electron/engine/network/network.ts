import type { JsonValue } from '../../../shared/json.ts';
import type { Labels } from '../../../shared/kubernetes/label-selector.ts';
import { objectKey } from '../../../shared/kubernetes/registry.ts';
import type { Machine } from '../../../shared/kubernetes/types/machine.ts';
import type { Ingress } from '../../../shared/kubernetes/types/networking.ts';
import type { NetworkPolicy } from '../../../shared/kubernetes/types/network-policy.ts';
import type { Node } from '../../../shared/kubernetes/types/node.ts';
import type { Pod } from '../../../shared/kubernetes/types/pod.ts';
import type { ApiReader } from '../apistore/api-client.ts';
import type { WatchEvent } from '../apistore/watch-event.ts';
import type { Component, ComponentContext } from '../component.ts';
import type { ContainerPorts, PortAnswer } from '../kubelet/listening.ts';
import { outside } from '../simulation/partition.ts';
import { AddressBook, type ClusterNetwork } from './addressing/address-book.ts';
import { IngressIndex } from './ingress/ingress-index.ts';
import type { ApplicationBalancer, ApplicationBalancers } from './load-balancer/application-balancer.ts';
import type { LoadBalancer, LoadBalancerProvider } from './load-balancer/load-balancer.ts';
import { PolicyIndex } from './policy/policy-index.ts';
import type { KubeProxies } from './proxy/kube-proxies.ts';
import type { ProxyNode } from './proxy/choose-endpoints.ts';
import type { ProxyTable } from './proxy/proxy-tables.ts';

/** What machines and pods do with packets, whatever the API says about them. */
export interface Ground {
  isPowered(machine: string): boolean;
  /** `outside` is the side of a parted network on which everything is that is not cut off. */
  sideOf(machine: string): string;
  areConnected(a: string, b: string): boolean;
  /** Machines with the same key reach the same others. */
  reachKey(machine: string): string;
  /** Key of the pod that has an address of the machine's block now. */
  podAt(machine: string, ip: string): string | undefined;
  addressOf(pod: Pod): string | undefined;
  answer(pod: Pod, port: number): PortAnswer | undefined;
  portsOf(pod: Pod): ContainerPorts[];
  ingressControllerOf(pod: Pod, container: string): string | undefined;
}

/** What the provider's network does with packets of a machine for the Internet. */
export interface WayOut {
  isOpen: boolean;
  /** What lends them its address. */
  gateway?: { id: string; zone: string; address: string };
}

export interface NetworkOptions {
  network: ClusterNetwork;
  proxies: KubeProxies;
  ground: Ground;
  /** Addresses of the API servers, which a provider may run on the machines' network, but on no machine. */
  apiServers?: () => readonly string[];
  /** How the provider's network leads a machine's packets to the Internet; absent: it does. */
  wayOut?: (machine: string) => WayOut;
  /** Absent: nobody makes any. */
  loadBalancers?: Pick<LoadBalancerProvider, 'at' | 'addressesOf' | 'onChange'>;
  /** Those in front of Ingresses; absent: the provider has none. */
  applications?: ApplicationBalancers;
}

/** Something that may change what becomes of requests. Pods, Services' names and containers are to be watched in the API. */
export type NetworkChange =
  /** The rules of a Service on the nodes in sync. */
  | { kind: 'Service'; key: string }
  /** A machine's power, its kube-proxy, its egress or its node's labels. */
  | { kind: 'Node'; name: string }
  | { kind: 'Policies'; namespace: string }
  /** Where the load balancer of a Service sends. */
  | { kind: 'LoadBalancer'; key: string }
  /** Ingresses, or what load balancers for them do. */
  | { kind: 'Ingresses' };

/**
 * All that decides where a packet goes: addresses, names, kube-proxy's rules, policies, and the machines below. It follows the API change
 * by change, decides nothing by itself and keeps nothing that does not follow from the API.
 */
export class Network implements Component {
  readonly name = 'network';
  readonly process = 'world';
  readonly watches = ['machines', 'nodes', 'networkpolicies', 'ingresses'];
  readonly api: ApiReader;
  readonly ground: Ground;
  readonly ranges: ClusterNetwork;
  private readonly proxies: KubeProxies;
  private readonly loadBalancers: NetworkOptions['loadBalancers'];
  private readonly applications: NetworkOptions['applications'];
  private readonly apiServers: NonNullable<NetworkOptions['apiServers']>;
  private readonly providersWayOut: NonNullable<NetworkOptions['wayOut']>;
  private readonly listeners: ((change: NetworkChange) => void)[] = [];
  policies = new PolicyIndex();
  ingresses = new IngressIndex();
  addresses: AddressBook;

  constructor(context: ComponentContext, { network, proxies, ground, loadBalancers, applications, apiServers = () => [], wayOut = () => ({ isOpen: true }) }: NetworkOptions) {
    this.api = context.api;
    this.ranges = network;
    this.proxies = proxies;
    this.ground = ground;
    this.loadBalancers = loadBalancers;
    this.applications = applications;
    this.apiServers = apiServers;
    this.providersWayOut = wayOut;
    this.addresses = new AddressBook(network);
    proxies.onChange((news) => this.tell(news));
    loadBalancers?.onChange((key) => this.tell({ kind: 'LoadBalancer', key }));
    applications?.onChange(() => this.tell({ kind: 'Ingresses' }));
  }

  start(): void {
    for (const machine of this.api.list<Machine>('machines')) this.addresses.setMachine(machine.metadata.name, machine);
    for (const node of this.api.list<Node>('nodes')) this.addresses.setNode(node.metadata.name, node);
    for (const policy of this.api.list<NetworkPolicy>('networkpolicies')) this.policies.set(policy);
    for (const ingress of this.api.list<Ingress>('ingresses')) this.ingresses.set(objectKey(ingress), ingress);
  }

  stop(): void {
    this.policies = new PolicyIndex();
    this.ingresses = new IngressIndex();
    this.addresses = new AddressBook(this.ranges);
  }

  observe({ type, resource, key, object, previous }: WatchEvent): void {
    const gone = type === 'DELETED';
    switch (resource) {
      case 'machines': {
        this.addresses.setMachine(key, gone ? undefined : object as Machine);
        this.tell({ kind: 'Node', name: key });
        break;
      }
      case 'nodes':
        this.addresses.setNode(key, gone ? undefined : object as Node);
        if (object.metadata.labels !== previous?.metadata.labels) this.tell({ kind: 'Node', name: key });
        break;
      case 'networkpolicies':
        if (gone) this.policies.delete(key);
        else this.policies.set(object as NetworkPolicy);
        this.tell({ kind: 'Policies', namespace: object.metadata.namespace ?? '' });
        break;
      case 'ingresses':
        this.ingresses.set(key, gone ? undefined : object as Ingress);
        this.tell({ kind: 'Ingresses' });
        break;
      default:
    }
  }

  run(): void {}

  save(): JsonValue {
    return null;
  }

  load(): void {
    this.start();
  }

  /** @param listener told of each change; it marks work, it does not do it */
  onChange(listener: (change: NetworkChange) => void): void {
    this.listeners.push(listener);
  }

  tableOf(node: string): ProxyTable {
    return this.proxies.tableOf(node);
  }

  proxyNode(name: string): ProxyNode {
    return { name, zone: this.api.get<Node>('nodes', name)?.metadata.labels?.['topology.kubernetes.io/zone'] };
  }

  isPowered(node: string): boolean {
    return this.ground.isPowered(node);
  }

  loadBalancerAt(ip: string): LoadBalancer | undefined {
    return this.loadBalancers?.at(ip);
  }

  /** The load balancer for Ingresses that has an address. */
  applicationAt(ip: string): ApplicationBalancer | undefined {
    return this.applications?.at(ip);
  }

  /** Addresses of the load balancer that has a name; none: there is no such one. */
  readonly balancerAddresses = (hostname: string): string[] => {
    const ofService = this.loadBalancers?.addressesOf?.(hostname) ?? [];
    return ofService.length > 0 ? ofService : this.applications?.addressesOf(hostname) ?? [];
  };

  /** Whether an API server of the provider has an address of the machines' network. */
  isApiServer(ip: string): boolean {
    return this.apiServers().includes(ip);
  }

  /** Whether packets get from one machine to another. Undefined stands for the outside. */
  areConnected(a: string | undefined, b: string | undefined): boolean {
    if (a !== undefined && b !== undefined) return this.ground.areConnected(a, b);
    return this.ground.sideOf(a ?? b ?? '') === outside;
  }

  /** Machines with the same key reach the same others. */
  reachKey(machine: string): string {
    return this.ground.reachKey(machine);
  }

  /** How packets of a machine's pods get from it to the Internet. Undefined: it keeps them back itself. */
  wayOut(machine: string): WayOut | undefined {
    return this.api.get<Machine>('machines', machine)?.spec.egress === false ? undefined : this.providersWayOut(machine);
  }

  /** Whether pods of a machine reach the Internet through it. */
  hasEgress(machine: string): boolean {
    return this.wayOut(machine)?.isOpen ?? false;
  }

  readonly namespaceLabels = (name: string): Labels | undefined => {
    const namespace = this.api.get('namespaces', name);
    return namespace && (namespace.metadata.labels ?? {});
  };

  private tell(change: NetworkChange): void {
    for (const listener of this.listeners) listener(change);
  }
}

export function createNetwork(options: NetworkOptions): (context: ComponentContext) => Network {
  return (context) => new Network(context, options);
}
