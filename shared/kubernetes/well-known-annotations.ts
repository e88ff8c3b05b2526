/** Keys of annotations that Kubernetes itself reads. Source: k8s.io/api/core/v1/annotation_key_constants.go. */

/** Which pods of a ReplicaSet go first: those with the lowest cost. */
export const podDeletionCostAnnotation = 'controller.kubernetes.io/pod-deletion-cost';
