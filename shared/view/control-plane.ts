import type { LocalizedText } from './rows.ts';

/** The control plane as the window shows it: etcd's members, the API servers, and who of the other components does the work. */
export interface ControlPlaneView {
  /** Absent: the provider runs the control plane. */
  etcd?: EtcdView;
  api: ApiView;
  /** Of control-plane machines; empty: the provider runs them. */
  components: ComponentView[];
  /** Machines and components whose manifest someone has moved away from them. */
  stopped: { machine: string; component: string }[];
}

/** Unreachable: it runs, and does not reach the leader of the others. Down: its process does not run, or its disk is gone (`lost`). */
export type EtcdRole = 'Leader' | 'Follower' | 'Candidate' | 'Learner' | 'Unreachable' | 'Down';

export interface EtcdMemberView {
  machine: string;
  /** As `etcdctl member list` shows it: 16 hex digits. */
  id: string;
  role: EtcdRole;
  /** It has a vote. */
  voter: boolean;
  /** Its machine is gone, and it is still on the list: only a quorum, or a new cluster, takes it off. */
  lost: boolean;
  term: number;
  lastIndex: number;
  commitIndex: number;
  snapshotIndex: number;
  /** Entries that the leader has and this member not yet. */
  lag: number;
  /** How long its disk takes to make an entry durable. */
  fsyncMs: number;
  /** Machines of the other members that it reaches. */
  reaches: string[];
}

export type EtcdHistoryKind = 'Started' | 'Stopped' | 'StoodForElection' | 'BecameLeader' | 'LostLeader' | 'MemberAdded' | 'MemberPromoted' | 'MemberRemoved' | 'NewCluster';

/** Why nothing can be written. */
export type NoQuorumReason =
  /** Too few voters run and reach each other; `needed` and `have` stand in the view. */
  | { kind: 'NoQuorum'; down: string[]; lost: string[]; apart: string[] }
  /** Enough of them do, and a leader is being elected. */
  | { kind: 'Electing' }
  /** There is a leader, and the disks of a majority are too slow for it. */
  | { kind: 'SlowDisks'; machines: string[] };

export interface EtcdView {
  members: EtcdMemberView[];
  /** Of the leader, or the highest one. */
  term: number;
  /** The machine of the leader that has a quorum. */
  leader?: string;
  /** `have`: the most voters that run and reach each other. */
  quorum: { needed: number; have: number };
  /** Absent: it works. */
  why?: NoQuorumReason;
  /** Oldest first, bounded. */
  history: { atMs: number; kind: EtcdHistoryKind; member: string; term: number }[];
}

/** Leading: it does the work. Standby: another one does. Waiting: it runs, and no API server answers it. */
export type ComponentState = 'Leading' | 'Standby' | 'Waiting' | 'Stopped';

export interface ComponentView {
  component: 'kube-scheduler' | 'kube-controller-manager' | 'cloud-controller-manager';
  machine: string;
  state: ComponentState;
  holdsLease: boolean;
  /** Since the lease was last renewed, of whoever holds it, in whole seconds; absent: there is none. */
  leaseAgeMs?: number;
  reachesApi: boolean;
  why?: LocalizedText;
}

export interface ApiServerView {
  machine: string;
  running: boolean;
  answers: boolean;
}

export interface ApiView {
  /** Whether any API server answers. */
  answers: boolean;
  /** One has answered before: until then the design is still being drawn. */
  answered: boolean;
  /** Machines whose API server answers; empty with a managed control plane. */
  via: string[];
  servers: ApiServerView[];
  /** Absent: it answers. Refused: no process listens. NoLeader: one does, and its etcd has no leader with a quorum. */
  why?: 'Refused' | 'NoLeader';
}
