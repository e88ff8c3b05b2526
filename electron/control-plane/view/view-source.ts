import type { ImageProfile } from '../../../shared/topology/behaviour.ts';
import type { ClusterDocument } from '../../../shared/topology/types.ts';
import type { ClusterRow } from '../../../shared/view/rows.ts';
import type { Partition } from '../../engine/simulation/partition.ts';
import type { World } from '../../engine/world.ts';
import { controlPlaneViewOf, machineFacts } from './machine-facts.ts';
import type { ViewSource } from './projection-source.ts';

/** The Kubernetes version whose behaviour is simulated. */
export const kubernetesVersion = 'v1.36';

const noProfiles: readonly ImageProfile[] = [];

/** What the projector reads of a world. @param cluster the Cluster document as it stands now */
export function viewSource(world: World, cluster: () => ClusterDocument): ViewSource {
  const { simulation, components } = world;
  return {
    api: simulation.store,
    profiles: () => cluster().spec.images ?? noProfiles,
    nowMs: () => world.nowMs,
    parseTimestamp: (text) => simulation.env.parseTimestamp(text),
    machineFacts: (name) => machineFacts(world, name),
    podView: (uid) => components.kubelets.podView(uid),
    controlPlane: () => controlPlaneViewOf(world),
    traffic: components.traffic,
    balancers: {
      views: () => components.loadBalancers.views(),
      version: () => components.loadBalancers.viewVersion(),
      isAskedFor: () => simulation.processes.isRunning('cloud-controller-manager'),
    },
    cluster() {
      const { metadata, spec } = cluster();
      return {
        name: metadata.name, seed: spec.seed, version: kubernetesVersion, podCIDR: spec.network.podCIDR, serviceCIDR: spec.network.serviceCIDR,
        epochMs: simulation.env.state.epochMs,
        controlPlane: simulation.processes.managed ? 'managed' : 'machines', apiReachable: simulation.processes.apiReachable(), ...cuts(simulation.processes.state.partition),
        ...(spec.provider ? { provider: spec.provider } : {}),
      };
    },
  };
}

function cuts({ links, zones }: Partition): Pick<ClusterRow, 'cutLinks' | 'cutZones'> {
  return {
    ...(links.size === 0 ? {} : { cutLinks: [...links].sort().map((link) => link.split(' ') as [string, string]) }),
    ...(zones.size === 0 ? {} : { cutZones: [...new Set(zones.values())].sort() }),
  };
}
