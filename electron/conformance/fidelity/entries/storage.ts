/** Volumes of the cluster, claims and classes. */
export const storageFidelity = `
PersistentVolumeSpec @validation @persistent-volume-binder.test
  + capacity accessModes claimRef persistentVolumeReclaimPolicy storageClassName volumeMode nodeAffinity
  ~ hostPath.* local.* csi.* nfs.* : Bound, attached and mounted as volumes; nothing stands behind them.
  - mountOptions volumeAttributesClassName : Volumes are made alike.
  - gcePersistentDisk awsElasticBlockStore glusterfs rbd iscsi cinder cephfs fc flocker flexVolume azureFile vsphereVolume quobyte azureDisk photonPersistentDisk portworxVolume scaleIO storageos : Nothing stands behind them.
VolumeNodeAffinity @volumes.test
  + required
PersistentVolumeStatus @persistent-volume-binder.test
  + phase message reason lastPhaseTransitionTime
PersistentVolumeClaimSpec @validation @persistent-volume-binder.test
  + accessModes selector resources volumeName storageClassName volumeMode
  - dataSource dataSourceRef volumeAttributesClassName : Volumes are made empty, and alike.
VolumeResourceRequirements @persistent-volume-binder.test
  + requests
  - limits : Kubernetes itself has no use for it.
PersistentVolumeClaimStatus @persistent-volume-binder.test
  + phase accessModes capacity
  - conditions allocatedResources allocatedResourceStatuses currentVolumeAttributesClassName modifyVolumeStatus : Volumes are not resized.
StorageClass @persistent-volume-binder.test @volumes.test
  + provisioner reclaimPolicy volumeBindingMode allowedTopologies mountOptions
  - parameters : Volumes are made alike.
  - allowVolumeExpansion : Volumes are not resized.
TopologySelectorTerm @persistent-volume-binder.test
  + matchLabelExpressions
TopologySelectorLabelRequirement @persistent-volume-binder.test
  + key values
`;
