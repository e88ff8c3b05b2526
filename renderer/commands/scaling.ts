import { ChartGantt } from 'lucide-react';
import type { ObjectRef } from '../../shared/kubernetes/registry.ts';
import { request } from '../ipc/client.ts';
import { showChain } from '../scaling/chosen.ts';
import { inEditor, type Command, type CommandContext } from './command.ts';

const kinds: ReadonlySet<string> = new Set(['HorizontalPodAutoscaler', 'NodeGroup', 'Deployment', 'ReplicaSet', 'StatefulSet']);

const aboutScaling = ({ selection: [first, ...others] }: CommandContext): ObjectRef | undefined => (first && others.length === 0 && kinds.has(first.kind) ? first : undefined);

async function show(context: CommandContext): Promise<void> {
  const ref = aboutScaling(context);
  const answer = ref && (await request('timeline.scaling', {}));
  const isSame = (other: ObjectRef | undefined): boolean => other?.kind === ref?.kind && other?.name === ref?.name && other?.namespace === ref?.namespace;
  const chains = answer?.ok ? (answer.value.chains ?? []) : [];
  const about = chains.findLast(({ target, autoscaler, steps }) => isSame(target) || isSame(autoscaler)
    || (ref?.kind === 'NodeGroup' && steps.some(({ stage, subjects }) => stage === 'GroupsEnlarged' && subjects.includes(ref.name))));
  showChain(about?.id);
}

/** Opens the chain from the load to the traffic; the newest of the selected object, if it has one. */
export const showScaling: Command = {
  id: 'timeline.showScaling', title: 'commands:showScaling', icon: ChartGantt, group: 'view', menus: ['palette', 'app'], isEnabled: inEditor, run: show,
};

/** The same in the menu of an object. */
export const showScalingOfSelection: Command = {
  id: 'timeline.showScalingOfSelection', title: 'commands:showScaling', icon: ChartGantt, group: 'object', menus: ['context'],
  isVisible: (context) => aboutScaling(context) !== undefined, isEnabled: (context) => inEditor(context) && aboutScaling(context) !== undefined, run: show,
};
