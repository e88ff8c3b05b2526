import type { ImageProfile } from '../../../shared/topology/behaviour.ts';
import type { ControlPlaneView } from '../../../shared/view/control-plane.ts';
import type { ClusterRow } from '../../../shared/view/rows.ts';
import type { ApiReader } from '../../engine/apistore/api-client.ts';
import type { PodView } from '../../engine/kubelet/views.ts';
import type { Traffic } from '../../engine/network/traffic/traffic.ts';
import type { BalancerSource } from './balancer-rows.ts';
import type { MachineFacts } from './machine-row.ts';

/** What the projector needs beyond the API objects. */
export interface ViewSource {
  readonly api: ApiReader;
  nowMs(): number;
  parseTimestamp(text: string): number;
  /** Lamps, components and use of a machine, from its kubelet. */
  machineFacts(name: string): Pick<MachineFacts, 'lamps' | 'components' | 'cutOff' | 'used'>;
  /** What the pod's kubelet knows beyond the API: use, image pulls, next tries. */
  podView(uid: string): PodView | undefined;
  cluster(): Omit<ClusterRow, 'nodes' | 'pods'>;
  /** The design's behaviour profiles; the same array until they change. */
  profiles(): readonly ImageProfile[];
  /** Undefined: the provider runs it. */
  controlPlane(): ControlPlaneView | undefined;
  readonly traffic: Traffic;
  readonly balancers: BalancerSource;
}
