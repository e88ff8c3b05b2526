/** Volumes of pods. */
export const volumeFidelity = `
Volume @validation
  + name
  + emptyDir @fleet.test
  ~ hostPath.* @host-paths.test : The type is checked against what every machine has and what volumes have made; nothing lies in it.
  + configMap secret @fleet.test
  + persistentVolumeClaim @volumes.test @persistent-volume-binder.test
  ~ ephemeral.* @ephemeral-volume.test : Its claim is made for the pod and goes with it; nothing lies on it.
  + projected @fleet.test
  ~ gcePersistentDisk.* awsElasticBlockStore.* iscsi.* rbd.* @volumes.test : Two pods that exclude each other's disk are kept apart; nothing lies on it.
  ~ downwardAPI.* csi.* image.* nfs.* : Mounted at once, whatever they name.
  - gitRepo glusterfs flexVolume cinder cephfs flocker fc azureFile vsphereVolume quobyte azureDisk photonPersistentDisk portworxVolume scaleIO storageos : Mounted at once; nothing stands behind them.
EmptyDirVolumeSource @fleet.test
  + medium @memory-limits.test
  + sizeLimit @eviction/eviction.test @memory-limits.test
ProjectedVolumeSource @fleet.test
  + sources
  - defaultMode : Nobody reads the files.
VolumeProjection @fleet.test
  + secret configMap
  ~ serviceAccountToken.* @admission-defaults : Mounted as every pod's token is; there is no token in it.
  ~ downwardAPI.* clusterTrustBundle.* podCertificate.* : Mounted at once, whatever they name.
SecretProjection @fleet.test
  + name items optional
ConfigMapProjection @fleet.test
  + name items optional
SecretVolumeSource @fleet.test
  + secretName items optional
  - defaultMode : Nobody reads the files.
ConfigMapVolumeSource @fleet.test
  + name items optional
  - defaultMode : Nobody reads the files.
KeyToPath @fleet.test
  + key
  - path mode : Nobody reads the files.
PersistentVolumeClaimVolumeSource @volumes.test
  + claimName
  + readOnly
`;
