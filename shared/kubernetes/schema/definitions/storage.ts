import type { Definitions } from '../notation.ts';

/** PersistentVolume, PersistentVolumeClaim, StorageClass. */
export const storageDefinitions: Definitions = {
  goPackage: 'v1',
  text: `
enum PersistentVolumeAccessMode = ReadWriteOnce | ReadOnlyMany | ReadWriteMany | ReadWriteOncePod
enum PersistentVolumeMode = Filesystem | Block
enum PersistentVolumeReclaimPolicy = Retain | Delete | Recycle
enum PersistentVolumePhase = Pending | Available | Bound | Released | Failed
enum PersistentVolumeClaimPhase = Pending | Bound | Lost
enum VolumeBindingMode = Immediate | WaitForFirstConsumer
PersistentVolumeClaim: Asks for lasting storage.
  apiVersion  string
  kind        string
  metadata  ObjectMeta
  spec      PersistentVolumeClaimSpec*
  status    PersistentVolumeClaimStatus
PersistentVolumeClaimSpec
  accessModes                []PersistentVolumeAccessMode*  # How nodes may mount it.
  selector                   LabelSelector?
  resources                  VolumeResourceRequirements*    # How much storage.
  volumeName                 string       # The PersistentVolume that is bound.
  storageClassName           string?      # StorageClass; absent takes the default one.
  volumeMode                 PersistentVolumeMode?
  dataSource                 TypedLocalObjectReference?
  dataSourceRef              TypedObjectReference?
  volumeAttributesClassName  string?
VolumeResourceRequirements
  limits    {}quantity
  requests  {}quantity  # storage: how much.
PersistentVolumeClaimStatus
  phase                             PersistentVolumeClaimPhase
  accessModes                       []PersistentVolumeAccessMode
  capacity                          {}quantity
  conditions                        []PersistentVolumeClaimCondition map=type
  allocatedResources                {}quantity
  allocatedResourceStatuses         {}string
  currentVolumeAttributesClassName  string?
  modifyVolumeStatus                ModifyVolumeStatus?
PersistentVolumeClaimCondition
  type                string!*
  status              ConditionStatus!*
  lastProbeTime       time!
  lastTransitionTime  time!
  reason              string
  message             string
ModifyVolumeStatus
  targetVolumeAttributesClassName  string
  status                           string!
PersistentVolume: A piece of lasting storage.
  metadata  ObjectMeta
  spec      PersistentVolumeSpec*
  status    PersistentVolumeStatus
PersistentVolumeSpec
  capacity                       {}quantity*  # storage: how much.
  ...PersistentVolumeSource
  accessModes                    []PersistentVolumeAccessMode*
  claimRef                       ObjectReference? granular
  persistentVolumeReclaimPolicy  PersistentVolumeReclaimPolicy  # What happens when the claim is gone.
  storageClassName               string
  mountOptions                   []string
  volumeMode                     PersistentVolumeMode?
  nodeAffinity                   VolumeNodeAffinity?  # Nodes that can reach it.
  volumeAttributesClassName      string?
PersistentVolumeSource
  gcePersistentDisk     GCEPersistentDiskVolumeSource?
  awsElasticBlockStore  AWSElasticBlockStoreVolumeSource?
  hostPath              HostPathVolumeSource?
  glusterfs             GlusterfsPersistentVolumeSource?
  nfs                   NFSVolumeSource?
  rbd                   RBDPersistentVolumeSource?
  iscsi                 ISCSIPersistentVolumeSource?
  cinder                CinderPersistentVolumeSource?
  cephfs                CephFSPersistentVolumeSource?
  fc                    FCVolumeSource?
  flocker               FlockerVolumeSource?
  flexVolume            FlexPersistentVolumeSource?
  azureFile             AzureFilePersistentVolumeSource?
  vsphereVolume         VsphereVirtualDiskVolumeSource?
  quobyte               QuobyteVolumeSource?
  azureDisk             AzureDiskVolumeSource?
  photonPersistentDisk  PhotonPersistentDiskVolumeSource?
  portworxVolume        PortworxVolumeSource?
  scaleIO               ScaleIOPersistentVolumeSource?
  local                 LocalVolumeSource?
  storageos             StorageOSPersistentVolumeSource?
  csi                   CSIPersistentVolumeSource?
LocalVolumeSource
  path    string!*
  fsType  string?
GlusterfsPersistentVolumeSource
  endpoints           string!*
  path                string!*
  readOnly            bool
  endpointsNamespace  string?
RBDPersistentVolumeSource
  monitors   []string!*
  image      string!*
  fsType     string
  pool       string
  user       string
  keyring    string
  secretRef  SecretReference?
  readOnly   bool
ISCSIPersistentVolumeSource
  targetPortal       string!*
  iqn                string!*
  lun                int32!*
  iscsiInterface     string
  fsType             string
  readOnly           bool
  portals            []string
  chapAuthDiscovery  bool
  chapAuthSession    bool
  secretRef          SecretReference?
  initiatorName      string?
CinderPersistentVolumeSource
  volumeID   string!*
  fsType     string
  readOnly   bool
  secretRef  SecretReference?
CephFSPersistentVolumeSource
  monitors    []string!*
  path        string
  user        string
  secretFile  string
  secretRef   SecretReference?
  readOnly    bool
FlexPersistentVolumeSource
  driver     string!*
  fsType     string
  secretRef  SecretReference?
  readOnly   bool
  options    {}string
AzureFilePersistentVolumeSource
  secretName       string!*
  shareName        string!*
  readOnly         bool
  secretNamespace  string?
ScaleIOPersistentVolumeSource
  gateway           string!*
  system            string!*
  secretRef         SecretReference?
  sslEnabled        bool
  protectionDomain  string
  storagePool       string
  storageMode       string
  volumeName        string
  fsType            string
  readOnly          bool
StorageOSPersistentVolumeSource
  volumeName       string
  volumeNamespace  string
  fsType           string
  readOnly         bool
  secretRef        ObjectReference?
CSIPersistentVolumeSource
  driver                      string!*
  volumeHandle                string!*
  readOnly                    bool
  fsType                      string
  volumeAttributes            {}string
  controllerPublishSecretRef  SecretReference?
  nodeStageSecretRef          SecretReference?
  nodePublishSecretRef        SecretReference?
  controllerExpandSecretRef   SecretReference?
  nodeExpandSecretRef         SecretReference?
VolumeNodeAffinity
  required  NodeSelector?
PersistentVolumeStatus
  phase                    PersistentVolumePhase
  message                  string
  reason                   string
  lastPhaseTransitionTime  time?
StorageClass: A kind of storage that can be made on demand.
  metadata              ObjectMeta
  provisioner           string!*
  parameters            {}string
  reclaimPolicy         PersistentVolumeReclaimPolicy?  # Default Delete.
  mountOptions          []string
  allowVolumeExpansion  bool?
  volumeBindingMode     VolumeBindingMode?  # WaitForFirstConsumer waits for a pod.
  allowedTopologies     []TopologySelectorTerm
TopologySelectorTerm atomic
  matchLabelExpressions  []TopologySelectorLabelRequirement
TopologySelectorLabelRequirement
  key     string!*
  values  []string!*
`,
};
