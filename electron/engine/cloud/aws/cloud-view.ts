import { instanceTypeOf, maxAttachments } from '../../../../shared/cloud/aws/catalogue/instance-types.ts';
import type { NodeGroup } from '../../../../shared/kubernetes/types/node-group.ts';
import type { CloudScalingGroup, CloudView, CloudVolume, CloudZone } from '../../../../shared/view/cloud.ts';
import type { AwsAccount } from './account.ts';
import { egressOf } from './egress.ts';
import { balancerViews } from './balancers/balancer-view.ts';
import { usedVcpus } from './instances.ts';
import type { Balancer, ScalingGroup, Volume } from './state.ts';

/** Attachments of one instance that volumes of pods can have: all but its root volume's and its network interface's. Source: getVolumesLimit, aws-ebs-csi-driver. */
export const volumesPerInstance = maxAttachments - 2;

/** Everything in the account as it is shown: the network, and what stands in it. @param isZoneCut whether all machines of a zone are cut off */
export function cloudView(account: AwsAccount, isZoneCut: (zone: string) => boolean): CloudView {
  const { state, spec, zones, quotas } = account;
  const { vpc } = state;
  const attached = new Map<string, string[]>();
  for (const { id, instance } of state.volumes.values()) if (instance !== undefined) attached.set(instance, [...attached.get(instance) ?? [], id]);
  const gp3Gib = [...state.volumes.values()].reduce((sum, { type, sizeGib }) => sum + (type === 'gp3' ? sizeGib : 0), 0);
  const balancersOf = (type: Balancer['type']): number => [...state.balancers.values()].filter((one) => one.type === type).length;
  return {
    spec, region: spec.region, account: state.account, vpc: { id: vpc.id, cidr: vpc.cidr }, internetGateway: { id: vpc.internetGateway },
    zones: zones.map((name): CloudZone => {
      const nat = vpc.natGateways.find(({ zone }) => zone === name);
      const egress = egressOf(account, name, isZoneCut);
      return {
        name, subnets: vpc.subnets.filter(({ zone }) => zone === name).map(({ id, cidr, kind, routeTable }) => ({ id, cidr, kind, routeTable })),
        ...(nat ? { natGateway: { id: nat.id, address: nat.address } } : {}), ...(isZoneCut(name) ? { isCutOff: true } : {}), ...(egress ? { egress } : {}),
      };
    }),
    routeTables: vpc.routeTables, securityGroups: vpc.securityGroups,
    instances: [...state.instances.values()].map(({ id, machine, type, zone, subnet, address, state: now }) => ({
      id, machine, type, zone, subnet, address, state: now, volumes: attached.get(id) ?? [],
      maxVolumes: instanceTypeOf(type) ? maxAttachments - 1 : 0,
    })),
    loadBalancers: balancerViews(account),
    asgs: [...state.groups.values()].map((group) => groupView(account, group)),
    volumes: [...state.volumes.values()].map(volumeView),
    quotas: [
      { name: 'onDemandVcpus', used: usedVcpus(account), limit: quotas.onDemandVcpus },
      { name: 'networkLoadBalancers', used: balancersOf('network'), limit: quotas.networkLoadBalancers },
      { name: 'classicLoadBalancers', used: balancersOf('classic'), limit: quotas.classicLoadBalancers },
      { name: 'applicationLoadBalancers', used: state.applications.size, limit: quotas.applicationLoadBalancers },
      { name: 'gp3StorageTiB', used: gp3Gib / 1024, limit: quotas.gp3StorageTiB },
      { name: 'routesPerRouteTable', used: Math.max(0, ...vpc.routeTables.map(({ routes }) => routes.length)), limit: quotas.routesPerRouteTable },
    ],
    failures: state.failures, calls: state.callCount,
  };
}

function volumeView({ iops: _iops, throughputMibps: _throughput, instance: _instance, settledAtMs: _settled, ...view }: Volume): CloudVolume {
  return view;
}

function groupView({ context: { api } }: AwsAccount, { name, subject, desired, activities }: ScalingGroup): CloudScalingGroup {
  const group = api.get<NodeGroup>('nodegroups', name);
  const { minSize: min = 0, maxSize: max = 0, zones = [] } = group?.spec ?? {};
  const machines = [...api.byIndex('machines', 'controller', group?.metadata.uid ?? '')].map(({ metadata }) => metadata.name);
  return { name, subject, min, max, desired, zones, machines, activities };
}
