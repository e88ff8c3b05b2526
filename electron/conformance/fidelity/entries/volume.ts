/** Volumes of pods. */
export const volumeFidelity = `
Volume @validation
  + name
  + emptyDir @fleet.test
  ~ hostPath.* @fleet.test : Mounted; nothing lies in it.
  + configMap secret @fleet.test
  + persistentVolumeClaim @volumes.test @persistent-volume-binder.test
  ~ projected.* downwardAPI.* csi.* ephemeral.* image.* nfs.* iscsi.* : Mounted at once, whatever they name.
  - gcePersistentDisk awsElasticBlockStore gitRepo glusterfs rbd flexVolume cinder cephfs flocker fc azureFile vsphereVolume quobyte azureDisk photonPersistentDisk portworxVolume scaleIO storageos : Mounted at once; nothing stands behind them.
EmptyDirVolumeSource @fleet.test
  + medium
  - sizeLimit : Nothing is evicted for it.
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
