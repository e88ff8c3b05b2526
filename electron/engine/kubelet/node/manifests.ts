import type { Machine } from '../../../../shared/kubernetes/types/machine.ts';
import { controlPlaneProcesses } from '../../simulation/processes.ts';
import type { FleetContext } from '../context.ts';
import { planPod, wantSync } from '../pod/schedule.ts';
import type { NodeRuntime } from './node-state.ts';
import { staticPodManifest, staticPodUid } from '../static-pods.ts';
import { addPod } from './kubelet-process.ts';
import { isControlPlane } from './node-object.ts';

/**
 * Makes the static pods those whose manifests lie on the machine's disk: all components of a control plane but the disabled ones. Needs
 * no API server.
 * Source: pkg/kubelet/config/file.go. Differs: a changed folder is noticed at once.
 */
export function followManifests(context: FleetContext, node: NodeRuntime, machine: Machine): void {
  const { nowMs } = context.component.env;
  for (const process of controlPlaneProcesses) {
    const wanted = isControlPlane(machine) && !node.disabledComponents.has(process);
    const uid = staticPodUid(process, node.name);
    let pod = context.state.pods.get(uid);
    if (!pod && !wanted) continue;
    if (!pod) {
      const { name, namespace } = staticPodManifest(process, node.name).metadata;
      pod = addPod(context, node, uid, `${namespace}/${name}`, process);
    }
    const gone = !wanted;
    // One that is being ended comes back when that is over; see `forgetPod`.
    if (pod.control && pod.control.manifestGone !== gone) {
      pod.control.manifestGone = gone;
      if (gone) pod.interrupted = true;
    }
    if (wanted) node.staticPods.set(process, uid);
    wantSync(pod, nowMs);
    planPod(context, node, pod);
  }
  if (node.kubelet?.registered) node.kubelet.mirrorsAtMs = nowMs;
}
