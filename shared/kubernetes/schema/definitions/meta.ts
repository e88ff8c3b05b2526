import type { Definitions } from '../notation.ts';

/** `meta/v1` and the references that other groups share. */
export const metaDefinitions: Definitions = {
  goPackage: 'v1',
  text: `
enum ConditionStatus = True | False | Unknown
ObjectMeta: Name, labels and the bookkeeping that every object carries.
  name                        string    # Name, unique within the namespace and kind; cannot be changed.
  generateName                string    # Prefix from which the server makes a unique name when name is empty.
  namespace                   string    # Namespace of the object; absent on cluster-wide kinds.
  selfLink                    string
  uid                         string    # Unique identity, set by the server.
  resourceVersion             string    # Version of the stored object, set by the server; used to detect conflicting writes.
  generation                  int64     # Counts the changes of the desired state, set by the server.
  creationTimestamp           time      # When the object was created, set by the server.
  deletionTimestamp           time?     # When the object will be gone, set by the server on a graceful delete.
  deletionGracePeriodSeconds  int64?    # Seconds of grace given at deletion.
  labels                      {}string  # Keys and values to organise and select objects.
  annotations                 {}string  # Keys and values of any content, for tools; never selected by.
  ownerReferences             []OwnerReference map=uid  # Objects that own this one; it is removed when all of them are gone.
  finalizers                  []string set merge        # Names that must be removed before the object can be deleted.
  managedFields               []ManagedFieldsEntry      # Which writer owns which fields, kept by the server.
OwnerReference atomic
  apiVersion          string!*  # API version of the owner.
  kind                string!*  # Kind of the owner.
  name                string!*  # Name of the owner.
  uid                 string!*  # Identity of the owner.
  controller          bool?     # Whether the owner is the controller that manages this object.
  blockOwnerDeletion  bool?     # Whether foreground deletion of the owner waits for this object.
ManagedFieldsEntry
  manager      string
  operation    string
  apiVersion   string
  time         time?
  fieldsType   string
  fieldsV1     raw?
  subresource  string
enum LabelSelectorOperator = In | NotIn | Exists | DoesNotExist
LabelSelector atomic: Selects objects by their labels; all conditions must hold.
  matchLabels       {}string  # Labels that must be present with exactly these values.
  matchExpressions  []LabelSelectorRequirement  # Conditions on labels.
LabelSelectorRequirement: One condition on a label.
  key       string!*  # Label key.
  operator  LabelSelectorOperator!*  # How the label relates to the values.
  values    []string  # Values for In and NotIn.
Condition: One aspect of the observed state.
  type                string!*
  status              ConditionStatus!*
  observedGeneration  int64
  lastTransitionTime  time!
  reason              string!
  message             string!
ObjectReference atomic
  kind             string
  namespace        string
  name             string
  uid              string
  apiVersion       string
  resourceVersion  string
  fieldPath        string
LocalObjectReference atomic
  name  string  # Name of an object in the same namespace.
TypedLocalObjectReference atomic
  apiGroup  string?
  kind      string!*
  name      string!*
TypedObjectReference
  apiGroup   string?
  kind       string!*
  name       string!*
  namespace  string?
SecretReference atomic
  name       string
  namespace  string
`,
};
