import type { JsonValue } from '../../shared/json.ts';
import type { Decision } from '../../shared/decisions.ts';
import type { ApiClient } from './apistore/api-client.ts';
import type { WatchEvent } from './apistore/watch-event.ts';
import type { Env } from './env.ts';

/**
 * The simulated process in which a component lives. A component works only while its process runs (see simulation/processes.ts):
 * `provider` and `world` always run; `kubelets` is the fleet, which itself knows which machine is on. `metrics-server` and
 * `cluster-autoscaler` are add-ons that run beside the cluster, whenever an API server answers; `aws-load-balancer-controller` is a workload of the cluster.
 */
export type ProcessName = 'kube-apiserver' | 'kube-scheduler' | 'kube-controller-manager' | 'cloud-controller-manager'
  | 'metrics-server' | 'cluster-autoscaler' | 'aws-load-balancer-controller' | 'kubelets' | 'provider' | 'world';

/** What the simulation hands to a component. */
export interface ComponentContext {
  readonly env: Env;
  readonly api: ApiClient;
  /**
   * Asks for `run` at a simulated time (clamped to now). One foreground and one background wake are kept: the earliest asked for.
   * Background wakes (heartbeats, periodic monitors) do not keep the world from being called quiet.
   */
  wakeAt(atMs: number, options?: { background?: boolean }): void;
  /** Remembers why something was decided, for "Why?". */
  recordDecision(decision: Decision): void;
  /** Whether some API server answers now. Components of the control plane run only then; kubelets must ask. */
  apiReachable(): boolean;
}

/**
 * One process of the simulated cluster. All mutable state is plain data so that `save` can return it (use simulation/state-codec.ts).
 * Order of calls: `start`, then any number of `observe` (cheap, must not write) and `run` (does the work that is due), then perhaps `stop`.
 */
export interface Component {
  readonly name: string;
  /** What its Events name as their source where that is not `name`, e.g. `default-scheduler`. */
  readonly eventSource?: string;
  /** As whom it owns fields where that is not its process. */
  readonly manager?: string | undefined;
  readonly process: ProcessName;
  /** Resources whose changes `observe` gets. */
  readonly watches: readonly string[];
  /** The process starts: list what exists, plan first work. Also called on a restart after `stop`. */
  start(): void;
  /** The process ends: all in-memory state is lost. */
  stop(): void;
  /** A committed change of a watched resource, in order. Marks work and calls `wakeAt`; must not write. */
  observe(event: WatchEvent): void;
  /** Does all work due at `env.nowMs`, then asks for its next wake. May be called with nothing due. */
  run(): void;
  save(): JsonValue;
  /** Restores what `save` returned, including its wakes (`wakeAt`). The store is already restored. */
  load(state: JsonValue): void;
}

/** Makes a component; the list of all is in `components.ts`. */
export type ComponentFactory = (context: ComponentContext) => Component;
