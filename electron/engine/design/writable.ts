import type { DesignChange } from '../../../shared/ipc/design.ts';
import { ownApiVersion } from '../../../shared/kubernetes/own-kinds/index.ts';
import { failure, type Status } from '../../../shared/kubernetes/status.ts';
import type { ProcessTable } from '../simulation/processes.ts';
import type { Refusal } from './apply-changes.ts';

/**
 * A person's changes to Kubernetes' kinds need an API server that answers, once one has answered for the first time: before that the design is still being drawn.
 * Our own kinds stand outside the cluster, and the layout is nobody's but the design's.
 * @param endpoint where clients find the API servers
 * @returns the first change that cannot be written, with what a client is told; undefined: all can
 */
export function whyNotWritable(changes: readonly DesignChange[], processes: ProcessTable, endpoint: () => string): Refusal | undefined {
  if (processes.apiReachable() || !processes.state.answered) return undefined;
  const index = changes.findIndex((change) => change.op !== 'layout' && change.op !== 'cluster' && apiVersionOf(change) !== ownApiVersion);
  return index < 0 ? undefined : { index, status: whyNoAnswer(processes, endpoint()) };
}

/**
 * What a client gets when no API server can write: none listens (client-go's error, in kubectl's words), or etcd finds no agreement in time (an error of etcd that the
 * API server passes on as it is). Source: kubectl/pkg/cmd/util/helpers.go; ErrTimeout, server/etcdserver/errors.
 */
function whyNoAnswer(processes: ProcessTable, endpoint: string): Status {
  if (processes.machinesOf('kube-apiserver').length > 0) return failure('', 'etcdserver: request timed out');
  return failure('ServiceUnavailable', `The connection to the server ${endpoint} was refused - did you specify the right host or port?`);
}

function apiVersionOf(change: Exclude<DesignChange, { op: 'layout' | 'cluster' }>): string {
  return change.op === 'put' ? change.manifest.apiVersion : change.ref.apiVersion;
}
