import { about, commandPalette, fidelity, settings, shortcuts } from './app.ts';
import { resume, suspend, triggerCronJob } from './batch.ts';
import { containerFaults, machineFaults } from './faults.ts';
import { cutLink, forceNewCluster, reconnectLink, showControlPlane, showControlPlaneOfSelection, slowDisk, startComponent, stopComponent } from './control-plane.ts';
import { failureCommands } from './failures.ts';
import { drain } from './drain.ts';
import { autoLayout } from './auto-layout.ts';
import { languageCommands, reduceMotion, scaleDown, scaleUp, themeCommands } from './appearance.ts';
import { copy, cut, paste } from './clipboard.ts';
import { mendCloudCalls } from './cloud.ts';
import { balancerCommands } from './load-balancer.ts';
import { faster, pause, playPause, restartSimulation, runUntilQuiet, slower, speedCommands, step } from './clock.ts';
import type { Command } from './command.ts';
import { exportDesign, newDesign, openFileCommand, renameDesign, revisions, save, saveAs, toLibrary } from './file.ts';
import { followRequest, followRequestOfSelection } from './follow-request.ts';
import { showProxyRules, showProxyRulesOfSelection } from './proxy-rules.ts';
import { redo, undo } from './history.ts';
import { inspectCommands } from './inspect.ts';
import { componentCommands } from './component.ts';
import { cordon, crashMachine, cutCable, powerOff, powerOn, reconnectCable, startKubelet, startKubeProxy, stopKubelet, stopKubeProxy, uncordon } from './machine.ts';
import { evict } from './pod.ts';
import { restartWorkload, rolloutPause, rolloutResume, rolloutUndo } from './rollout.ts';
import { deleteSelection, duplicate, selectAll } from './selection.ts';
import { find, panelCommands, showProblems, toolCommands, zoomActual, zoomFit, zoomIn, zoomOut, zoomSelection } from './view.ts';
import { connectCommand, foldNamespace, removeCallCommand, showSystemObjects } from './relations.ts';
import { showScaling, showScalingOfSelection } from './scaling.ts';
import { scale } from './workload.ts';
import { keepPodsAway, takePods } from './takes-pods.ts';
import { cutZone, reconnectZone } from './zone.ts';

/** Every command, in the order of menus. A new command is a new line. */
export const commands: readonly Command[] = [
  newDesign, openFileCommand, save, saveAs, exportDesign, renameDesign, revisions, toLibrary,
  undo, redo, cut, copy, paste, duplicate, deleteSelection, removeCallCommand, selectAll,
  ...componentCommands, scale, restartWorkload, rolloutUndo, rolloutPause, rolloutResume, triggerCronJob, suspend, resume, connectCommand, ...balancerCommands, ...inspectCommands, cordon, uncordon, takePods, keepPodsAway, drain, evict,
  powerOff, powerOn, crashMachine, cutCable, reconnectCable, cutLink, reconnectLink, cutZone, reconnectZone, stopComponent, startComponent, forceNewCluster, slowDisk, stopKubelet, startKubelet, stopKubeProxy, startKubeProxy, ...machineFaults, ...containerFaults, mendCloudCalls,
  zoomIn, zoomOut, zoomActual, zoomFit, zoomSelection, autoLayout, foldNamespace, showSystemObjects, find, showProblems, showControlPlane, showControlPlaneOfSelection, followRequest, followRequestOfSelection, showScaling, showScalingOfSelection, showProxyRules, showProxyRulesOfSelection, ...panelCommands, ...toolCommands,
  ...failureCommands, playPause, pause, step, runUntilQuiet, restartSimulation, ...speedCommands, faster, slower,
  commandPalette, shortcuts, settings, fidelity, about, ...themeCommands, ...languageCommands, scaleUp, scaleDown, reduceMotion,
];
