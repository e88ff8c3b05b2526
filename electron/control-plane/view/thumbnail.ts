import type { Thumbnail } from '../../../shared/ipc/library.ts';
import type { Machine } from '../../../shared/kubernetes/types/machine.ts';
import type { Node } from '../../../shared/kubernetes/types/node.ts';
import type { Pod } from '../../../shared/kubernetes/types/pod.ts';
import { machineStates } from '../../../shared/view/states.ts';
import type { ApiReader } from '../../engine/apistore/api-client.ts';
import { machineState } from './machine-row.ts';
import { podState } from './pod-state.ts';

const machinesShown = 12;
const podsShown = 12;

/** The small picture of a design in the library: its first machines and their pods by state. */
export function thumbnailOf(api: ApiReader): Thumbnail {
  const machines: Thumbnail['machines'] = [];
  for (const machine of api.list<Machine>('machines')) {
    if (machines.length >= machinesShown) break;
    const node = api.get<Node>('nodes', machine.metadata.name);
    const state = machineState(machine, node);
    const pods: number[] = [];
    for (const pod of api.byIndex<Pod>('pods', 'nodeName', machine.metadata.name)) {
      if (pods.length >= podsShown) break;
      pods.push(podState(pod, state === 'NotReady'));
    }
    machines.push({ controlPlane: machine.spec.roles.includes('control-plane'), state: machineStates.findIndex((candidate) => candidate.name === state), pods });
  }
  return { machines };
}
