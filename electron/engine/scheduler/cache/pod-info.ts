import { countedSpec } from '../../../../shared/kubernetes/pod-requests-status.ts';
import { schedulerRequest, type SchedulerRequest } from '../../../../shared/kubernetes/pod-requests-scheduler.ts';
import { objectKey } from '../../../../shared/kubernetes/registry.ts';
import type { Labels } from '../../../../shared/kubernetes/label-selector.ts';
import type { Container, Pod, PodSpec, Volume } from '../../../../shared/kubernetes/types/pod.ts';
import { affinityTermsOf, type AffinityTerms } from './affinity-terms.ts';
import { claimNamesOf, ephemeralClaimName } from '../../../../shared/kubernetes/pod-claims.ts';
import { exclusiveDisksOf } from '../plugins/VolumeRestrictions/disk-conflict.ts';
import { hostPortsOf, type HostPort } from './host-ports.ts';

/**
 * All that the scheduler reads of a pod, except its name, age and node. Pods of one template have the same shape, and so what
 * plugins work out for one of them holds for the next. Shapes are interned: same facts, same object.
 */
export interface PodShape {
  readonly signature: string;
  readonly namespace: string;
  readonly priority: number;
  readonly labels: Labels;
  /** A representative spec; only the fields in the signature may be read. */
  readonly spec: PodSpec;
  readonly controller: { readonly apiVersion: string; readonly kind: string; readonly name: string } | undefined;
  readonly request: SchedulerRequest;
  /** Requested extended resources, sorted by name, zeros left out. */
  readonly scalars: readonly (readonly [name: string, amount: number])[];
  readonly hostPorts: readonly HostPort[];
  readonly affinity: AffinityTerms;
  /** Keys of the claims that its volumes use. */
  readonly claims: readonly string[];
  /** Those of them that are made for this very pod: it shares its shape with no other. */
  readonly ephemeralClaims: readonly string[];
  /** Its spec names disks that not everyone may have at once. */
  readonly hasDisks: boolean;
}

/** One pod as the scheduler sees it. Source: framework.PodInfo. */
export interface PodInfo {
  readonly key: string;
  readonly pod: Pod;
  readonly shape: PodShape;
  readonly priority: number;
  readonly terminating: boolean;
}

const maxInternedShapes = 20_000;

/** The interning table. Emptying it when full is safe: shapes in use live on, new pods merely get a twin of theirs. */
export class PodShapes {
  private readonly shapes = new Map<string, PodShape>();
  /** Stored pods are immutable: what one object says need be worked out once. Only of pods without a node; those with one stand in the cache. */
  private readonly infos = new WeakMap<Pod, PodInfo>();

  infoOf(pod: Pod): PodInfo {
    return this.infos.get(pod) ?? this.withShape(pod, this.shapeOf(pod), objectKey(pod));
  }

  /** As infoOf, faster when `known` describes an earlier state of the same pod. */
  updatedInfo(pod: Pod, known: PodInfo): PodInfo {
    if (!pod.spec.nodeName) {
      const info = this.infos.get(pod);
      if (info) return info;
    }
    return this.withShape(pod, sameParts(pod, known.pod) ? known.shape : this.shapeOf(pod), known.key);
  }

  private withShape(pod: Pod, shape: PodShape, key: string): PodInfo {
    const info = {
      key, pod, shape, priority: pod.spec.priority ?? 0, terminating: pod.metadata.deletionTimestamp !== undefined,
    };
    if (!pod.spec.nodeName) this.infos.set(pod, info);
    return info;
  }

  private shapeOf(pod: Pod): PodShape {
    const signature = signatureOf(pod);
    let shape = this.shapes.get(signature);
    if (!shape) {
      if (this.shapes.size >= maxInternedShapes) this.shapes.clear();
      this.shapes.set(signature, (shape = makeShape(pod, signature)));
    }
    return shape;
  }
}

function makeShape(pod: Pod, signature: string): PodShape {
  const namespace = pod.metadata.namespace ?? '';
  const owner = pod.metadata.ownerReferences?.find((reference) => reference.controller);
  const request = schedulerRequest(countedSpec(pod));
  return {
    signature, namespace,
    priority: pod.spec.priority ?? 0,
    labels: pod.metadata.labels ?? {},
    spec: pod.spec,
    controller: owner ? { apiVersion: owner.apiVersion, kind: owner.kind, name: owner.name } : undefined,
    request,
    scalars: Object.entries(request.scalar).filter(([, amount]) => amount !== 0).sort(([a], [b]) => (a < b ? -1 : 1)),
    hostPorts: hostPortsOf(pod.spec),
    affinity: affinityTermsOf(pod.spec, namespace),
    claims: claimNamesOf(pod).map((name) => `${namespace}/${name}`),
    ephemeralClaims: ephemeralVolumes(pod).map((volume) => `${namespace}/${ephemeralClaimName(pod, volume)}`),
    hasDisks: exclusiveDisksOf(pod.spec).length > 0,
  };
}

function signatureOf(pod: Pod): string {
  const { metadata } = pod;
  const spec = countedSpec(pod);
  const owner = metadata.ownerReferences?.find((reference) => reference.controller);
  return JSON.stringify([
    metadata.namespace, spec.priority, metadata.labels, owner && [owner.apiVersion, owner.kind, owner.name],
    spec.containers?.map(containerFacts), spec.initContainers?.map(containerFacts),
    spec.nodeSelector, spec.affinity, spec.tolerations, spec.topologySpreadConstraints, spec.overhead, spec.resources, volumeFacts(spec),
    ephemeralVolumes(pod).length > 0 ? metadata.uid : undefined,
  ]);
}

function containerFacts({ image, resources, ports, restartPolicy }: Container): unknown {
  return [image, resources?.requests, resources?.limits, ports, restartPolicy];
}

/** Volumes that matter for placement; the many configMap, secret and emptyDir ones do not. */
function volumeFacts(spec: PodSpec): unknown {
  return spec.volumes?.filter((volume) => !volume.configMap && !volume.secret && !volume.emptyDir && !volume.hostPath);
}

function ephemeralVolumes({ spec }: Pod): readonly Volume[] {
  return spec.volumes?.filter(({ ephemeral }) => ephemeral) ?? noVolumes;
}

const noVolumes: readonly Volume[] = [];

/** Identity of every part that the signature reads: objects of the store share unchanged parts between versions. */
function sameParts(a: Pod, b: Pod): boolean {
  const [left, right] = [a.spec, b.spec];
  return a.metadata.labels === b.metadata.labels && a.metadata.ownerReferences === b.metadata.ownerReferences
    && a.metadata.namespace === b.metadata.namespace
    && (left === right || (left.priority === right.priority && left.containers === right.containers && left.initContainers === right.initContainers
      && left.nodeSelector === right.nodeSelector && left.affinity === right.affinity && left.tolerations === right.tolerations
      && left.topologySpreadConstraints === right.topologySpreadConstraints && left.overhead === right.overhead
      && left.resources === right.resources && left.volumes === right.volumes))
    && countedSpec(a) === left && countedSpec(b) === right;
}
