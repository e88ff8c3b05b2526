import type { Machine } from '../../../shared/kubernetes/types/machine.ts';
import { desiredSizeOf, type NodeGroup } from '../../../shared/kubernetes/types/node-group.ts';
import { machinesOf } from '../../engine/cloud/node-groups/node-groups.ts';
import type { ClusterInvariant } from './index.ts';

/** No group wants, or has, more machines than it may, nor wants fewer. */
export const groupsKeepTheirBounds: ClusterInvariant = {
  name: 'node groups keep their bounds',
  check({ api }) {
    return [...api.list<NodeGroup>('nodegroups')].flatMap((group) => {
      const { minSize, maxSize } = group.spec;
      const desired = desiredSizeOf(group.spec);
      const size = machinesOf(api, group).filter(({ metadata }: Machine) => !metadata.deletionTimestamp).length;
      return [
        ...(desired < minSize || desired > maxSize ? [`${group.metadata.name} wants ${desired} machines of ${minSize} to ${maxSize}`] : []),
        ...(size > maxSize ? [`${group.metadata.name} has ${size} machines of at most ${maxSize}`] : []),
      ];
    });
  },
};
