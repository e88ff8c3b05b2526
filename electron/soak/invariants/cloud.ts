import { instanceTypeOf } from '../../../shared/cloud/aws/catalogue/instance-types.ts';
import type { ClusterInvariant } from './index.ts';

export const volumesStayInTheirZone: ClusterInvariant = {
  name: 'volumes are attached only in their zone',
  check({ components: { cloud } }) {
    if (!cloud) return [];
    const { volumes, instances } = cloud.view();
    return volumes.flatMap(({ id, zone, machine }) => {
      if (machine === undefined) return [];
      const instance = instances.find((one) => one.volumes.includes(id));
      if (!instance) return [`${id} is attached to ${machine}, which has no instance`];
      return instance.zone === zone && instance.machine === machine ? [] : [`${id} in ${zone} is attached to ${instance.machine} in ${instance.zone}`];
    });
  },
};

export const instancesTakeNoMoreThanTheyMay: ClusterInvariant = {
  name: 'instances have no more volumes than attachments',
  check({ components: { cloud } }) {
    const instances = cloud?.view().instances ?? [];
    return instances.filter(({ volumes, maxVolumes }) => volumes.length > maxVolumes).map(({ id, volumes, maxVolumes }) => `${id} has ${volumes.length} volumes of at most ${maxVolumes}`);
  },
};

export const quotasOfTheAccountHold: ClusterInvariant = {
  name: 'quotas of the account hold',
  check({ components: { cloud } }) {
    if (!cloud) return [];
    const { instances, quotas } = cloud.view();
    const vcpus = instances.filter(({ state }) => state === 'pending' || state === 'running').reduce((sum, { type }) => sum + (instanceTypeOf(type)?.vcpu ?? 0), 0);
    return quotas.flatMap(({ name, used, limit }) => [
      ...(used > limit ? [`${used} of ${limit} ${name}`] : []),
      ...(name === 'onDemandVcpus' && vcpus > limit ? [`instances have ${vcpus} vCPUs of ${limit}`] : []),
    ]);
  },
};
