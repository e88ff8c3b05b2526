import type { KubernetesObject } from '../../../shared/kubernetes/types/meta.ts';
import type { WatchEvent } from '../../engine/apistore/watch-event.ts';
import type { World } from '../../engine/world.ts';
import { BillWitness } from './bills.ts';
import { instancesTakeNoMoreThanTheyMay, quotasOfTheAccountHold, volumesStayInTheirZone } from './cloud.ts';
import { EtcdWitness } from './etcd.ts';
import { oneAtATimeLeads, writersHoldTheirLease } from './leases.ts';
import { writesNeedAQuorum } from './quorum.ts';
import { TrafficWitness } from './traffic-without-quorum.ts';
import type { ActivePods } from './active-pods.ts';
import { addressesAreUnique } from './addresses.ts';
import { daemonPodsDoNotDouble, jobsKeepTheirNumbers, ordinalsComeInOrder, replicaSetsKeepTheirSize } from './controllers.ts';
import { identityStays, deletionIsFinal, generationsGrow, observedGenerationsFollow, ownersExist, resourceVersionsGrow } from './metadata.ts';
import { groupsKeepTheirBounds } from './node-groups.ts';
import { finishedPodsStayFinished, podsStayOnTheirNode, restartCountsGrow } from './pods.ts';
import { quotasHold, requestsFit } from './resources.ts';
import { rolloutsKeepTheirBounds } from './rollouts.ts';
import { onlyEndpointsAreReached, policiesHold, requestsAddUp } from './traffic.ts';
import { storedObjectsAreValid } from './validity.ts';

/** What is remembered of the past. */
export interface History {
  /** Of the commit before. */
  revision: number;
  /** Of every object that there ever was. */
  readonly uids: Set<string>;
  /** Objects that changed since the last look at the cluster, by resource and key. */
  readonly changed: Map<string, KubernetesObject>;
  readonly active: ActivePods;
  /** Workload uid → the bounds that its size had lately. */
  readonly sizes: Map<string, { readonly atMs: number; readonly limit: number }[]>;
  /** Requests that reached a pod which was no endpoint at the last look. */
  strayRequests: ReadonlySet<string>;
  readonly witnesses: readonly Witness[];
}

/** Holds for every commit. @returns what is wrong */
export interface CommitInvariant {
  readonly name: string;
  check(event: WatchEvent, world: World, history: History): string | undefined;
}

/** Holds for the cluster whenever time stands still. @returns what is wrong */
export interface ClusterInvariant {
  readonly name: string;
  check(world: World, history: History): string[];
}

/** Remembers something of its own, and goes along with a life from a world to the one that is restored from it. */
export interface Witness {
  readonly name: string;
  follow(world: World): void;
  /** Something was done from outside. */
  touched?(): void;
  /** Time stands still. @returns what is wrong since the look before */
  look(world: World): string[];
}

/** A new one is a function and a line. */
export const commitInvariants: readonly CommitInvariant[] = [
  resourceVersionsGrow, identityStays, generationsGrow, observedGenerationsFollow, deletionIsFinal, ownersExist, podsStayOnTheirNode, finishedPodsStayFinished,
  restartCountsGrow, replicaSetsKeepTheirSize, jobsKeepTheirNumbers, ordinalsComeInOrder, daemonPodsDoNotDouble, rolloutsKeepTheirBounds, quotasHold, writesNeedAQuorum, writersHoldTheirLease,
];

export const clusterInvariants: readonly ClusterInvariant[] = [
  addressesAreUnique, requestsFit, storedObjectsAreValid, groupsKeepTheirBounds, requestsAddUp, policiesHold, onlyEndpointsAreReached, oneAtATimeLeads, volumesStayInTheirZone,
  instancesTakeNoMoreThanTheyMay, quotasOfTheAccountHold,
];

export const newWitnesses = (): Witness[] => [new EtcdWitness(), new TrafficWitness(), new BillWitness()];
