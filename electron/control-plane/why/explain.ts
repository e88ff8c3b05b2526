import { resourceTypeFor, type ObjectRef } from '../../../shared/kubernetes/registry.ts';
import { componentOf } from '../../../shared/view/component-ref.ts';
import type { AppError } from '../../../shared/ipc/errors.ts';
import { err, ok, type Result } from '../../../shared/result.ts';
import type { WhyAnswer } from '../../../shared/view/why.ts';
import type { World } from '../../engine/world.ts';
import { explainCronJob, explainJob } from './kinds/batch.ts';
import { explainDaemonSet } from './kinds/daemon-set.ts';
import { explainAutoscaler } from './kinds/horizontal-pod-autoscaler.ts';
import { explainIngress, explainIngressClass } from './kinds/ingress.ts';
import { explainLimitRange } from './kinds/limit-range.ts';
import { explainNamespace, explainQuota } from './kinds/namespace.ts';
import { explainNetworkPolicy, explainService, explainSlice } from './kinds/networking.ts';
import { explainNodeGroup } from './kinds/node-group.ts';
import { explainBudget } from './kinds/pod-disruption-budget.ts';
import { explainEvent, explainLease, explainRevision } from './kinds/records.ts';
import { explainStatefulSet } from './kinds/stateful-set.ts';
import { explainClaim, explainStorageClass, explainVolume } from './kinds/storage.ts';
import { explainTrafficSource } from './kinds/traffic-source.ts';
import { explainUsedByPods, usedByPods } from './kinds/used-by-pods.ts';
import { explainComponent } from './component.ts';
import { explainMachine } from './machine.ts';
import { explainObject } from './object.ts';
import { explainPod } from './pod.ts';
import { explainWorkload } from './workload.ts';

/** Explains one object, or has nothing to say about its kind. */
export type Explainer = (world: World, ref: ObjectRef) => WhyAnswer | undefined;

/** By kind; all others are explained by their events and history. A new kind is a new entry. */
const explainers: Record<string, Explainer> = {
  Pod: explainPod,
  Machine: explainMachine,
  Node: explainMachine,
  NodeGroup: explainNodeGroup,
  TrafficSource: explainTrafficSource,
  Deployment: explainWorkload,
  ReplicaSet: explainWorkload,
  StatefulSet: explainStatefulSet,
  DaemonSet: explainDaemonSet,
  Job: explainJob,
  CronJob: explainCronJob,
  HorizontalPodAutoscaler: explainAutoscaler,
  PodDisruptionBudget: explainBudget,
  PersistentVolumeClaim: explainClaim,
  PersistentVolume: explainVolume,
  Service: explainService,
  EndpointSlice: explainSlice,
  NetworkPolicy: explainNetworkPolicy,
  Namespace: explainNamespace,
  ResourceQuota: explainQuota,
  LimitRange: explainLimitRange,
  StorageClass: explainStorageClass,
  Ingress: explainIngress,
  IngressClass: explainIngressClass,
  Lease: explainLease,
  Event: explainEvent,
  ControllerRevision: explainRevision,
  ...Object.fromEntries(usedByPods.map((kind) => [kind, explainUsedByPods])),
};

/** Answers "Why is it as it is?" of an object, or of a component on its machine (`componentRef`), from recorded decisions, conditions and events. Errors: NotFound. */
export function explain(world: World, ref: ObjectRef): Result<WhyAnswer, AppError> {
  const component = componentOf(ref);
  if (component) {
    const answer = explainComponent(world, component.machine, component.name);
    return answer ? ok(answer) : err({ kind: 'NotFound', what: `${component.name} ${component.machine}` });
  }
  const { resource } = resourceTypeFor(ref.apiVersion, ref.kind);
  const exists = world.api.get(resource, ref.namespace ? `${ref.namespace}/${ref.name}` : ref.name);
  if (!exists) return err({ kind: 'NotFound', what: `${ref.kind} ${ref.name}` });
  return ok(explainers[ref.kind]?.(world, ref) ?? explainObject(world, ref));
}
