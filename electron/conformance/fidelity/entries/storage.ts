/** Volumes of the cluster, claims and classes. */
export const storageFidelity = `
PersistentVolumeSpec @validation @persistent-volume-binder.test
  + capacity accessModes claimRef persistentVolumeReclaimPolicy storageClassName volumeMode nodeAffinity
  ~ csi.* gcePersistentDisk.* awsElasticBlockStore.* azureDisk.* cinder.* vsphereVolume.* @attach-detach.test : Attached, mounted and detached as disks are; nothing lies on them.
  ~ hostPath.* local.* nfs.* : Bound and mounted; nothing lies on them.
  - mountOptions volumeAttributesClassName : Volumes are made alike.
  - glusterfs rbd iscsi cephfs fc flocker flexVolume azureFile quobyte photonPersistentDisk portworxVolume scaleIO storageos : Nothing stands behind them.
VolumeNodeAffinity @volumes.test
  + required
PersistentVolumeStatus @persistent-volume-binder.test
  + phase message reason
  + lastPhaseTransitionTime @phase-time.test
PersistentVolumeClaimSpec @validation @persistent-volume-binder.test
  + accessModes selector resources volumeName storageClassName volumeMode
  ~ volumeAttributesClassName @quota.test : Quotas count by it; volumes are made alike.
  - dataSource dataSourceRef : Volumes are made empty.
VolumeResourceRequirements @persistent-volume-binder.test
  + requests
  - limits : Kubernetes itself has no use for it.
PersistentVolumeClaimStatus @persistent-volume-binder.test
  + phase accessModes capacity
  + conditions allocatedResources allocatedResourceStatuses @external-resizer.test
  - currentVolumeAttributesClassName modifyVolumeStatus : Volumes are made alike; classes of attributes are not applied.
PersistentVolumeClaimCondition @external-resizer.test
  + type status lastProbeTime lastTransitionTime reason message
StorageClass @persistent-volume-binder.test @volumes.test
  + provisioner reclaimPolicy volumeBindingMode allowedTopologies mountOptions
  - parameters : Volumes are made alike.
  + allowVolumeExpansion @external-resizer.test
TopologySelectorTerm @persistent-volume-binder.test
  + matchLabelExpressions
TopologySelectorLabelRequirement @persistent-volume-binder.test
  + key values
`;
