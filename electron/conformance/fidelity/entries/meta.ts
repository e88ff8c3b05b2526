/** Metadata and types that many kinds use. Notation: `../notation.ts`. */
export const metaFidelity = `
ObjectMeta @validation @subresources
  + name generateName namespace labels annotations ownerReferences finalizers
  + deletionTimestamp deletionGracePeriodSeconds @deletion
  + uid resourceVersion generation creationTimestamp @list-watch
  - selfLink : Kubernetes itself has not filled it since v1.20.
  + managedFields @server-side-apply
ManagedFieldsEntry @server-side-apply
  + manager operation apiVersion time fieldsType fieldsV1 subresource
OwnerReference @deletion @garbage-collector.test
  + apiVersion kind name uid controller blockOwnerDeletion
LabelSelector @selectors
  + matchLabels matchExpressions
LabelSelectorRequirement @selectors
  + key operator values
LocalObjectReference @validation
  + name
ObjectReference @validation
  + kind namespace name uid apiVersion
  + resourceVersion fieldPath @event-correlator.test
Condition @validation
  + type status observedGeneration lastTransitionTime reason message
NodeSelector @scheduler-nodeaffinity
  + nodeSelectorTerms
NodeSelectorTerm @scheduler-nodeaffinity
  + matchExpressions matchFields
NodeSelectorRequirement @scheduler-nodeaffinity
  + key operator values
`;
