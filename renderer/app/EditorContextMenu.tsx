import { History, Zap } from 'lucide-react';
import { useState, type ReactElement } from 'react';
import { ContextMenu, type MenuEntry } from '../design/Menu.tsx';
import { useText } from '../i18n/use-text.ts';
import { commandContext } from '../commands/context.ts';
import { containerFaults, machineFaults } from '../commands/faults.ts';
import { restartWorkload, rolloutPause, rolloutResume, rolloutUndo } from '../commands/rollout.ts';
import { useUi } from '../store/ui.ts';
import { commandEntries, type CommandGroup } from './use-command-entries.tsx';

const rollout: CommandGroup = { id: 'rollout', title: 'commands:menu.rollout', icon: History, ids: [restartWorkload, rolloutUndo, rolloutPause, rolloutResume].map(({ id }) => id) };
const faults: CommandGroup = { id: 'faults', title: 'commands:menu.faults', icon: Zap, ids: ['slowDisk', ...machineFaults.map(({ id }) => id), ...containerFaults.flatMap(({ id }) => (id === 'crashContainer' ? [] : [id]))] };
const onObjects = ['component.powerOn', 'component.stop', 'component.start', 'component.slowDisk', 'component.mendDisk', 'component.goToPod', 'scale', rollout, 'trigger', 'suspend', 'resume', 'cordon', 'uncordon', 'takePods', 'keepPodsAway', 'drain', 'evict', '-',
  'powerOff', 'powerOn', 'crashMachine', 'cutCable', 'reconnectCable', 'cutLink', 'reconnectLink', 'cutZone', 'reconnectZone', 'stopComponent', 'startComponent', 'forceNewCluster', 'stopKubelet', 'startKubelet', 'stopKubeProxy', 'startKubeProxy', 'crashContainer', faults, '-',
  'failures.plan', '-', 'inspect.yaml', 'inspect.events', 'inspect.why', 'followRequestOfSelection', 'network.showProxyRulesOfSelection', 'timeline.showScalingOfSelection', 'showControlPlaneOfSelection', '-', 'cut', 'copy', 'duplicate', '-', 'zoomSelection', 'autoLayout', '-', 'delete'];
/** On a load balancer, which is no object of the API. */
const onProvided = ['balancer.goToSubject', 'balancer.showCalls', '-', 'zoomSelection', 'autoLayout', '-', 'balancer.deleteSubject'];
const onNothing = ['paste', '-', 'cutZone', 'reconnectZone', '-', 'zoomFit', 'autoLayout'];

/**
 * The context menu of the canvas: commands that concern the selection. The canvas selects what is under the pointer on pointer-down, so the selection is right
 * when the menu opens; with nothing selected it offers what concerns the canvas.
 */
export function EditorContextMenu({ children }: { children: ReactElement }) {
  const text = useText();
  const [entries, setEntries] = useState<MenuEntry[]>([]);
  const open = (isOpen: boolean): void => {
    if (!isOpen) {
      useUi.setState({ menuZone: undefined });
      return;
    }
    const context = commandContext();
    setEntries(commandEntries(context.selection.length > 0 ? onObjects : context.provided.length > 0 ? onProvided : onNothing, context, text));
  };
  return <ContextMenu entries={entries} onOpenChange={open}>{children}</ContextMenu>;
}
