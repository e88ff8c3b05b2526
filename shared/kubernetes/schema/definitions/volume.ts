import type { Definitions } from '../notation.ts';

/** Volumes of pods, and the volume sources that PersistentVolumes share with them. */
export const volumeDefinitions: Definitions = {
  goPackage: 'v1',
  text: `
enum HostPathType = DirectoryOrCreate | Directory | FileOrCreate | File | Socket | CharDevice | BlockDevice
enum StorageMedium = Memory
Volume: Storage that containers of the pod can mount.
  name  string!*  # Name, unique in the pod.
  ...VolumeSource
VolumeSource
  hostPath               HostPathVolumeSource?  # A path of the node.
  emptyDir               EmptyDirVolumeSource?  # An empty directory that lives as long as the pod.
  gcePersistentDisk      GCEPersistentDiskVolumeSource?
  awsElasticBlockStore   AWSElasticBlockStoreVolumeSource?
  gitRepo                GitRepoVolumeSource?
  secret                 SecretVolumeSource?    # Keys of a Secret as files.
  nfs                    NFSVolumeSource?       # An NFS export.
  iscsi                  ISCSIVolumeSource?
  glusterfs              GlusterfsVolumeSource?
  persistentVolumeClaim  PersistentVolumeClaimVolumeSource?  # A PersistentVolumeClaim of the namespace.
  rbd                    RBDVolumeSource?
  flexVolume             FlexVolumeSource?
  cinder                 CinderVolumeSource?
  cephfs                 CephFSVolumeSource?
  flocker                FlockerVolumeSource?
  downwardAPI            DownwardAPIVolumeSource?  # Fields of the pod as files.
  fc                     FCVolumeSource?
  azureFile              AzureFileVolumeSource?
  configMap              ConfigMapVolumeSource?    # Keys of a ConfigMap as files.
  vsphereVolume          VsphereVirtualDiskVolumeSource?
  quobyte                QuobyteVolumeSource?
  azureDisk              AzureDiskVolumeSource?
  photonPersistentDisk   PhotonPersistentDiskVolumeSource?
  projected              ProjectedVolumeSource?    # Several sources in one directory.
  portworxVolume         PortworxVolumeSource?
  scaleIO                ScaleIOVolumeSource?
  storageos              StorageOSVolumeSource?
  csi                    CSIVolumeSource?          # An ephemeral volume of a CSI driver.
  ephemeral              EphemeralVolumeSource?    # A claim that lives as long as the pod.
  image                  ImageVolumeSource?        # Files of an image.
HostPathVolumeSource
  path  string!*        # Path on the node.
  type  HostPathType?   # What must be there.
EmptyDirVolumeSource
  medium     StorageMedium  # Memory keeps it in RAM.
  sizeLimit  quantity?      # Most that may be stored.
SecretVolumeSource
  secretName   string       # Name of the Secret.
  items        []KeyToPath  # Which keys, and where. Default all.
  defaultMode  int32?       # Permissions of the files. Default 0644.
  optional     bool?        # Whether the Secret may be missing.
ConfigMapVolumeSource
  name         string       # Name of the ConfigMap.
  items        []KeyToPath  # Which keys, and where. Default all.
  defaultMode  int32?       # Permissions of the files. Default 0644.
  optional     bool?        # Whether the ConfigMap may be missing.
KeyToPath
  key   string!*  # Key to take.
  path  string!*  # File name inside the volume.
  mode  int32?    # Permissions of the file.
PersistentVolumeClaimVolumeSource
  claimName  string!*  # Name of the claim.
  readOnly   bool      # Mount without write access.
DownwardAPIVolumeSource
  items        []DownwardAPIVolumeFile
  defaultMode  int32?
DownwardAPIVolumeFile
  path              string!*
  fieldRef          ObjectFieldSelector?
  resourceFieldRef  ResourceFieldSelector?
  mode              int32?
ProjectedVolumeSource
  sources      []VolumeProjection  # What is put together.
  defaultMode  int32?              # Permissions of the files.
VolumeProjection
  secret               SecretProjection?
  downwardAPI          DownwardAPIProjection?
  configMap            ConfigMapProjection?
  serviceAccountToken  ServiceAccountTokenProjection?
  clusterTrustBundle   ClusterTrustBundleProjection?
  podCertificate       PodCertificateProjection?
SecretProjection
  name      string
  items     []KeyToPath
  optional  bool?
ConfigMapProjection
  name      string
  items     []KeyToPath
  optional  bool?
DownwardAPIProjection
  items  []DownwardAPIVolumeFile
ServiceAccountTokenProjection
  audience           string
  expirationSeconds  int64?
  path               string!*
ClusterTrustBundleProjection
  name           string?
  signerName     string?
  labelSelector  LabelSelector?
  optional       bool?
  path           string!*
PodCertificateProjection
  signerName            string
  keyType               string
  maxExpirationSeconds  int32?
  credentialBundlePath  string
  keyPath               string
  certificateChainPath  string
  userAnnotations       {}string
EphemeralVolumeSource
  volumeClaimTemplate  PersistentVolumeClaimTemplate?
PersistentVolumeClaimTemplate
  metadata  ObjectMeta
  spec      PersistentVolumeClaimSpec*
ImageVolumeSource
  reference   string
  pullPolicy  PullPolicy
NFSVolumeSource
  server    string!*
  path      string!*
  readOnly  bool
CSIVolumeSource
  driver                string!*
  readOnly              bool?
  fsType                string?
  volumeAttributes      {}string
  nodePublishSecretRef  LocalObjectReference?
GCEPersistentDiskVolumeSource
  pdName     string!*
  fsType     string
  partition  int32
  readOnly   bool
AWSElasticBlockStoreVolumeSource
  volumeID   string!*
  fsType     string
  partition  int32
  readOnly   bool
GitRepoVolumeSource
  repository  string!*
  revision    string
  directory   string
ISCSIVolumeSource
  targetPortal       string!*
  iqn                string!*
  lun                int32!*
  iscsiInterface     string
  fsType             string
  readOnly           bool
  portals            []string
  chapAuthDiscovery  bool
  chapAuthSession    bool
  secretRef          LocalObjectReference?
  initiatorName      string?
GlusterfsVolumeSource
  endpoints  string!*
  path       string!*
  readOnly   bool
RBDVolumeSource
  monitors   []string!*
  image      string!*
  fsType     string
  pool       string
  user       string
  keyring    string
  secretRef  LocalObjectReference?
  readOnly   bool
FlexVolumeSource
  driver     string!*
  fsType     string
  secretRef  LocalObjectReference?
  readOnly   bool
  options    {}string
CinderVolumeSource
  volumeID   string!*
  fsType     string
  readOnly   bool
  secretRef  LocalObjectReference?
CephFSVolumeSource
  monitors    []string!*
  path        string
  user        string
  secretFile  string
  secretRef   LocalObjectReference?
  readOnly    bool
FlockerVolumeSource
  datasetName  string
  datasetUUID  string
FCVolumeSource
  targetWWNs  []string
  lun         int32?
  fsType      string
  readOnly    bool
  wwids       []string
AzureFileVolumeSource
  secretName  string!*
  shareName   string!*
  readOnly    bool
VsphereVirtualDiskVolumeSource
  volumePath         string!*
  fsType             string
  storagePolicyName  string
  storagePolicyID    string
QuobyteVolumeSource
  registry  string!*
  volume    string!*
  readOnly  bool
  user      string
  group     string
  tenant    string
AzureDiskVolumeSource
  diskName     string!*
  diskURI      string!*
  cachingMode  string?
  fsType       string?
  readOnly     bool?
  kind         string?
PhotonPersistentDiskVolumeSource
  pdID    string!*
  fsType  string
PortworxVolumeSource
  volumeID  string!*
  fsType    string
  readOnly  bool
ScaleIOVolumeSource
  gateway           string!*
  system            string!*
  secretRef         LocalObjectReference?
  sslEnabled        bool
  protectionDomain  string
  storagePool       string
  storageMode       string
  volumeName        string
  fsType            string
  readOnly          bool
StorageOSVolumeSource
  volumeName       string
  volumeNamespace  string
  fsType           string
  readOnly         bool
  secretRef        LocalObjectReference?
`,
};
