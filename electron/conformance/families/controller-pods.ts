import type { ControllerRevision } from '../../../shared/kubernetes/types/controller-revision.ts';
import type { ReplicaSet } from '../../../shared/kubernetes/types/apps.ts';
import type { KubernetesObject } from '../../../shared/kubernetes/types/meta.ts';
import type { Node } from '../../../shared/kubernetes/types/node.ts';
import type { Pod } from '../../../shared/kubernetes/types/pod.ts';
import { daemonSetController } from '../../engine/controllers/daemonset/index.ts';
import { deploymentController } from '../../engine/controllers/deployment/index.ts';
import { cronJobController } from '../../engine/controllers/cronjob/index.ts';
import { jobController } from '../../engine/controllers/job/index.ts';
import { replicaSetController } from '../../engine/controllers/replicaset/index.ts';
import { statefulSetController } from '../../engine/controllers/statefulset/index.ts';
import { controllerComponent } from '../../engine/controllers/worker.ts';
import { makeNode } from '../../engine/testing/builders.ts';
import { TestCluster } from '../../engine/testing/test-cluster.ts';
import type { Outcome } from '../outcome.ts';
import { compare } from '../outcome.ts';

/** What exists, in few words; lists beside the pods may be absent. */
interface Made { pods: { name: string; nameLength: number }[]; replicaSets?: object[]; controllerRevisions?: object[] }

export interface ControllerPodsCase {
  op: 'controllerPods';
  object: KubernetesObject;
  expect: Made;
}

const namespace = 'default';
const settleMs = 20_000;
const randomEnd = '<5 random>';
const workloadControllers = [
  deploymentController, replicaSetController, statefulSetController, daemonSetController, jobController, cronJobController,
];

/**
 * Lets the controllers of workloads see an object and compares what they made. Hashes only have to stand in the same places: the
 * vectors' README leaves their values open.
 */
export function checkControllerPods({ object, expect }: ControllerPodsCase): Outcome {
  const cluster = new TestCluster(workloadControllers.map(controllerComponent));
  // One node that is ready, and one whose kubelet never reported, which keeps the taint of new nodes.
  cluster.create(makeNode('node-n'));
  cluster.create(makeNode('node-r'));
  cluster.edit<Node>('nodes', 'node-r', (node) => { node.spec = {}; });
  cluster.create({ ...object, metadata: { ...object.metadata, namespace } });
  cluster.advance(settleMs);
  return compare(withoutHashes({ replicaSets: [], controllerRevisions: [], ...expect }), withoutHashes({
    pods: cluster.list<Pod>('pods').map(podDigest), replicaSets: cluster.list<ReplicaSet>('replicasets').map(replicaSetDigest),
    controllerRevisions: cluster.list<ControllerRevision>('controllerrevisions').map(revisionDigest),
  }));
}

/** A StatefulSet's pods carry its name before the hash. */
const hashLabel = /"(?:pod-template-hash|controller-revision-hash|controller.kubernetes.io\/hash)":"(?:[^"]*-)?([bcdfghjklmnpqrstvwxz2456789]+)"/;

function withoutHashes(made: Made): object {
  const hash = hashLabel.exec(JSON.stringify(made))?.[1];
  const pods = made.pods.map((pod) => ({ ...pod, nameLength: pod.nameLength - (hash && pod.name.includes(hash) ? hash.length : 0) }));
  const hidden = JSON.stringify({ ...made, pods: pods.toSorted(byName) }).replaceAll(hash ?? '<none>', '<hash>');
  return JSON.parse(hidden.replaceAll(/"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"/g, '"<uid>"')) as object;
}

function byName(a: { name: string }, b: { name: string }): number {
  return a.name < b.name ? -1 : a.name > b.name ? 1 : 0;
}

/** Pods of a StatefulSet are the only ones whose names are not made at random. */
function podDigest({ metadata, spec }: Pod) {
  const { name, generateName, labels = {}, annotations = {}, finalizers = [], ownerReferences = [] } = metadata;
  const ownerKind = ownerReferences[0]?.kind;
  const { affinity, hostname, subdomain } = spec;
  return {
    name: ownerKind === 'StatefulSet' ? name : name.replace(/[bcdfghjklmnpqrstvwxz2456789]{5}$/, randomEnd), nameLength: name.length,
    generateName, labels, annotations, ownerKind, finalizers, tolerations: spec.tolerations, ...(affinity ? { affinity } : {}),
    ...(hostname ? { hostname } : {}), ...(subdomain ? { subdomain } : {}), restartPolicy: spec['restartPolicy'],
    env: spec.containers.flatMap(({ env }) => env ?? []),
  };
}

function replicaSetDigest({ metadata: { name, labels = {}, annotations = {} }, spec: { selector, template } }: ReplicaSet): object {
  return { name, labels, annotations, selector, templateLabels: template?.metadata?.labels ?? {} };
}

function revisionDigest({ metadata: { name, labels = {} }, revision, data }: ControllerRevision): object {
  return { name, labels, revision, data };
}
