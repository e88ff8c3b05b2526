import type { Fault } from '../../shared/faults.ts';
import { failure, type ApiResult } from '../../shared/kubernetes/status.ts';
import { err } from '../../shared/result.ts';
import type { ClusterSpec } from '../../shared/topology/types.ts';
import { Aggregator } from './apistore/aggregation/aggregator.ts';
import { createBareProvider, type BareProvider } from './cloud/bare-provider.ts';
import type { CloudApi } from './cloud/cloud.ts';
import { createNodeGroups } from './cloud/node-groups/node-groups.ts';
import type { Component, ComponentContext } from './component.ts';
import { providerOf } from './cloud/providers.ts';
import { createClusterAutoscaler } from './controllers/cluster-autoscaler/cluster-autoscaler.ts';
import { Addons } from './control-plane/addons/addons.ts';
import { WorkloadProcesses } from './control-plane/workload-processes.ts';
import { createLeaderElection, type LeaderElection } from './control-plane/leases/leader-election.ts';
import { controllerFactories } from './controllers/index.ts';
import { controllerComponent } from './controllers/worker.ts';
import { Replacer } from './design/replacer.ts';
import { createEtcd, type Etcd } from './etcd/etcd.ts';
import { createKubeletFleet, type KubeletFleet } from './kubelet/fleet.ts';
import { createMetricsServer, type MetricsServer } from './metrics-server/metrics-server.ts';
import { ResourceMetricsApi } from './metrics-server/resource-metrics-api.ts';
import { apiServerAddresses } from './network/api-server-addresses.ts';
import { createIngressControllers } from './network/ingress/ingress-controllers.ts';
import { serviceController } from './network/load-balancer/service-controller.ts';
import type { LoadBalancerProvider } from './network/load-balancer/load-balancer.ts';
import type { Checked } from './network/load-balancer/target-trouble.ts';
import { createSimpleBalancers } from './network/load-balancer/simple-balancers.ts';
import { createNetwork, type Network } from './network/network.ts';
import { createKubeProxies, type KubeProxies } from './network/proxy/kube-proxies.ts';
import { requestMetrics } from './network/traffic/request-metrics.ts';
import { NetworkPaths } from './network/traffic/network-paths.ts';
import { createTraffic, type Traffic } from './network/traffic/traffic.ts';
import { createScheduler } from './scheduler/scheduler.ts';
import { ControlPlaneHosts } from './simulation/control-plane-hosts.ts';
import { electedProcesses } from './simulation/processes.ts';
import type { Simulation } from './simulation/simulation.ts';

/** The components that others need by name. */
export interface WorldComponents {
  provider: BareProvider;
  etcd: Etcd;
  elections: readonly LeaderElection[];
  kubelets: KubeletFleet;
  proxies: KubeProxies;
  loadBalancers: LoadBalancerProvider;
  network: Network;
  replacer: Replacer;
  hosts: ControlPlaneHosts;
  metricsServer: MetricsServer;
  traffic: Traffic;
  aggregator: Aggregator;
  /** Of a provider that has an API. */
  cloud: CloudApi | undefined;
  inject(fault: Fault): ApiResult<void>;
}

/** Adds every process of the simulated cluster, in the order in which they run when due at the same instant. */
export function addComponents(simulation: Simulation, cluster: Pick<ClusterSpec, 'network' | 'images' | 'addons' | 'provider'>): WorldComponents {
  const { network, images = [] } = cluster;
  const apiServers = (): string[] => apiServerAddresses(simulation, network.nodeCIDR);
  const replacer = simulation.add((context) => new Replacer(context));
  const hosts = simulation.add((context) => new ControlPlaneHosts(context, simulation.processes));
  const etcd = simulation.add(createEtcd(simulation.processes));
  simulation.onCommit((event) => etcd.noteCommit(event));
  const cloud = providerOf(cluster.provider).cloud({
    add: (factory) => simulation.add(factory), nodeCIDR: network.nodeCIDR,
    isZoneCut: (zone) => [...simulation.processes.state.partition.zones.values()].includes(zone),
  });
  const provider = simulation.add(createBareProvider({ network, ...(cloud ? { builder: cloud.builder } : {}) }));
  simulation.add((context) => createNodeGroups(context, cloud?.launcher));
  const proxies = simulation.add(createKubeProxies);
  const kubelets = simulation.add(createKubeletFleet({ images, processes: simulation.processes, network, proxies }));
  const elections = electedProcesses.map((elected) => simulation.add(createLeaderElection({
    elected, processes: simulation.processes,
    exit: (machine) => { kubelets.inject({ kind: 'CrashContainer', namespace: 'kube-system', pod: `${elected}-${machine}`, container: elected, exitCode: 1 }); },
  })));
  simulation.add((context) => new Addons(context, simulation.processes, cluster));
  const makeBalancers: (options: Checked) => (context: ComponentContext) => Component & LoadBalancerProvider = cloud?.balancers ?? createSimpleBalancers;
  const loadBalancers = simulation.add(makeBalancers({
    proxies, isUp: (machine) => kubelets.network.isPowered(machine) && !simulation.processes.isCutOff(machine),
  }));
  const reach = simulation.add(createNetwork({ network, proxies, ground: kubelets.network, loadBalancers, apiServers, ...(cloud ? { wayOut: cloud.wayOut, applications: cloud.applications } : {}) }));
  if (cloud) simulation.add(cloud.applicationHealth({ network: reach, kubelets }));
  simulation.add((context) => new WorkloadProcesses(context, {
    processes: simulation.processes, kubelets, controllerOf: (pod, container) => kubelets.network.ingressControllerOf(pod, container), isWorking: (pod, container) => kubelets.network.isWorking(pod, container),
  }));
  simulation.add(createIngressControllers({ controllerOf: (pod, container) => kubelets.network.ingressControllerOf(pod, container) }));
  const metricsServer = simulation.add(createMetricsServer({
    podUsage: ({ spec, metadata }) => (kubelets.answers(spec.nodeName ?? '') ? kubelets.podView(metadata.uid ?? '')?.containers : undefined),
    nodeUsage: (name) => (kubelets.answers(name) ? kubelets.usageOf(name) : undefined),
  }));
  const traffic = simulation.add(createTraffic({ paths: new NetworkPaths(reach), kubelets, network: reach }));
  simulation.add(createScheduler);
  simulation.addAll(controllerFactories({
    storage: cloud?.storage, network, resourceMetrics: metricsServer, customMetrics: requestMetrics(simulation.env, traffic), apiServers: { addresses: apiServers, serviceRange: network.serviceCIDR },
  }));
  simulation.add((context) => createClusterAutoscaler(context, cloud?.scaling));
  simulation.add(controllerComponent(serviceController(loadBalancers)));
  for (const factory of cloud?.controllers ?? []) simulation.add(controllerComponent(factory));
  const aggregator = new Aggregator([new ResourceMetricsApi(simulation.store, simulation.env, metricsServer)]);
  return {
    aggregator, provider, etcd, elections, kubelets, proxies, loadBalancers, network: reach, replacer, hosts, metricsServer, traffic, cloud: cloud?.api,
    inject(fault) {
      switch (fault.kind) {
        case 'PowerOff': case 'PowerOn': case 'CrashMachine': case 'RestartMachine': return provider.inject(fault);
        case 'ForceNewCluster': return etcd.forceNewCluster(fault.machine);
        case 'FailCloudCalls': case 'MendCloudCalls': return cloud?.api.inject(fault) ?? err(failure('BadRequest', 'the provider of this cluster has no API'));
        case 'CutCable': case 'ReconnectCable': case 'CutZone': case 'ReconnectZone': case 'CutLink': case 'ReconnectLink': traffic.lookAgain(); break;
        default:
      }
      return kubelets.inject(fault);
    },
  };
}
