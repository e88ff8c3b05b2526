import { showError } from '../../commands/show-error.ts';
import { request } from '../../ipc/client.ts';
import { mirror } from '../../store/cluster.ts';

/** Ends the process of a container (the pod's first one when none is named) with code 1. */
export async function crash(uid: string, container: string | undefined): Promise<void> {
  const row = mirror.pods.row(uid);
  const name = container ?? mirror.podDetail(uid)?.containers.find((entry) => entry.init !== true)?.name;
  if (!row || name === undefined) return;
  const answer = await request('fault.inject', {
    fault: { kind: 'CrashContainer', namespace: row.namespace, pod: row.name, container: name },
  });
  if (!answer.ok) showError(answer.error);
}
